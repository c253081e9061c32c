// Pages that both generations share but for their frame.

// resetReason is the paragraph that says why a new password is demanded.
function resetReason() {
  const reason = account.requirePasswordChangeReason;
  return reason ? el("p", {}, changeReasons[reason] ?? reason) : null;
}

async function setNewPassword(password) {
  await callMethod("method.call", "setUserPassword", password);
  await enter();
}

const changeReasons = {
  This_email_has_already_been_used_and_has_not_been_verified__Please_change_your_password:
    "This email has already been used and has not been verified. Please change your password.",
};

function showForgotPassword() {
  formPage({
    title: "Reset password",
    part: "Reset password",
    content: [field("Email", "email", { type: "text" })],
    submit: "Send confirmation email",
    act: async ({ email }) => {
      await post("/api/v1/users.forgotPassword", { email });
      showLogin();
      notify("success", "If this email is registered, we'll send instructions on how to reset your password.");
    },
    back: true,
  });
}

// register signs a person up, logs in and shows the person's page.
async function register({ name, email, username, password, passwordConfirmation }) {
  requireEqual(password, passwordConfirmation);
  await post("/api/v1/users.register", { name, email, username, pass: password });
  await passwordLogin(email, password);
  await enter();
}

function showPolicy(policy) {
  show(policy.title, el("main", { class: "policy" },
    el("h1", {}, policy.title), el("p", {}, setting(policy.setting, "")),
    link("Back", () => navigate("/home"))));
}

function showNotFound() {
  show("", el("main", { class: "policy" },
    el("h1", {}, "Page not found"), link("Homepage", () => navigate("/home"))));
}
