// The sign-up page (observed §J). It has no provider buttons.

function showSignUp() {
  formPage({
    title: "Create an account",
    part: "Create an account",
    content: [
      field("Name", "name", { required: true }),
      field("Email", "email", { required: true }),
      field("Username", "username", { required: true }),
      field("Password", "password", { required: true, type: "password" }),
      field("Confirm your password", "passwordConfirmation", { required: true, type: "password" }),
      has("sign-up-page-services") ? serviceButtons(true) : [],
    ],
    submit: "Join your team",
    act: register,
    back: true,
  });
}
