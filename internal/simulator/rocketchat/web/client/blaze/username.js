// The page for accounts without a user name (§9.3).

async function showRegisterUsername() {
  const { body } = await rest("GET", "/api/v1/users.getUsernameSuggestion");
  formPage({
    title: "Register username",
    content: [field("Username", "username", { id: "username", value: body.result })],
    submit: "Use this username",
    act: useUsername,
    extra: [nudeButton("Logout", "logout", logout)],
  });
}

async function useUsername({ username }) {
  try {
    await callMethod("method.call", "setUsername", username);
  } catch (error) {
    showAlert(usernameErrorText(error, username));
    return;
  }
  await enter();
}

// showAlert puts a message above the field.
function showAlert(text) {
  document.querySelector("#login-card .alert")?.remove();
  document.querySelector("#login-card .fields").before(el("div", { class: "alert error-color" }, text));
}
