// The page for accounts of which the server wants a new password; the address
// and the title stay as they are (observed §E.3).

function showResetPassword() {
  formPage({
    title: "Reset password",
    content: [
      resetReason(),
      field("Password", "password", { type: "password" }),
      field("Confirm your password", "passwordConfirmation", { type: "password" }),
    ],
    submit: "Reset",
    act: async ({ password, passwordConfirmation }) => {
      requireEqual(password, passwordConfirmation);
      await setNewPassword(password);
    },
  });
}
