// The login page and the sign-up page; both are states of one form (§9.2,
// §14.2).

function showLogin() {
  const withForm = setting("Accounts_ShowFormLogin", true);
  loginCard({
    fields: withForm ? [
      field("Email or username", "emailOrUsername", { id: "emailOrUsername" }),
      field("Password", "pass", { id: "pass", type: "password" }),
    ] : [],
    submit: withForm ? "Login" : null,
    act: logInWithForm,
    others: loginLinks(withForm),
  });
}

function loginLinks(withForm) {
  const forgot = withForm && setting("Accounts_PasswordReset", true);
  const signUp = setting("Accounts_RegistrationForm", "Public") === "Public";
  return [
    forgot ? nudeButton("Forgot your password?", "forgot-password", showForgotPassword) : null,
    signUp ? nudeButton("Register a new account", "register", showSignUp) : null,
  ];
}

async function logInWithForm({ emailOrUsername, pass }) {
  await passwordLogin(emailOrUsername, pass);
  await enter();
}

// showSignUp: the person chooses a user name after the first login.
function showSignUp() {
  loginCard({
    fields: [
      field("Name", "name", { id: "name" }),
      field("Email", "email", { id: "email" }),
      field("Password", "pass", { id: "pass", type: "password" }),
      field("Confirm your password", "confirm-pass", { id: "confirm-pass", type: "password" }),
    ],
    submit: "Register a new account",
    act: (given) => register({ ...given, password: given.pass, passwordConfirmation: given["confirm-pass"] }),
    others: [nudeButton("Back to login", "back-to-login", showLogin)],
    services: has("sign-up-page-services") && !planted("sign-up-without-services"),
  });
}

// loginCard is the form that both states share.
function loginCard({ fields, submit, act, others, services = true }) {
  showBeforeLogin(el("form", { id: "login-card", novalidate: true, onsubmit: submitting(act, reportPasswordError) },
    services ? serviceButtons() : [],
    el("div", { class: "fields" }, fields),
    el("div", { class: "rc-button__group rc-button__group--vertical" },
      submit ? el("button", { class: "rc-button rc-button--primary login" }, submit) : null, others)));
}
