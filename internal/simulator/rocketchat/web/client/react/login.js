// The login page (§14.2, observed §J).

function showLogin() {
  const withForm = setting("Accounts_ShowFormLogin", true);
  const titleId = newId();
  showBeforeLogin("Login", el("form", {
    "aria-labelledby": titleId, "aria-describedby": "welcomeTitle", novalidate: true,
    onsubmit: submitting(logInWithForm, reportPasswordError),
  },
  el("header", { id: titleId, class: "form-title" }, "Login"),
  withForm ? loginFields() : [],
  serviceButtons(withForm)));
}

async function logInWithForm({ password, ...names }) {
  await passwordLogin(names[loginFieldName()], password);
  await enter();
}

function loginFieldName() {
  return has("login-field-username") ? "username" : "usernameOrEmail";
}

function loginFields() {
  const signUp = setting("Accounts_RegistrationForm", "Public") === "Public";
  return [
    field("Email or username", loginFieldName(), { required: true, placeholder: "example@example.com", autocapitalize: "none" }),
    field("Password", "password", { required: true, type: "password" }),
    setting("Accounts_PasswordReset", true)
      ? el("p", { class: "forgot" }, link("Forgot your password?", showForgotPassword)) : null,
    el("div", { class: "callouts" }),
    el("div", { class: "rcx-button-group" }, primaryButton("Login")),
    signUp ? el("p", {}, "New here? ", link("Create an account", showSignUp)) : null,
  ];
}
