// The page for accounts without a user name (§9.3).

async function showRegisterUsername() {
  const { body } = await rest("GET", "/api/v1/users.getUsernameSuggestion");
  formPage({
    title: "Register username",
    part: "Register username",
    content: [field("Username", "username", { required: true, value: body.result })],
    submit: "Use this username",
    act: useUsername,
    extra: [button("Logout", { onclick: logout })],
  });
}

async function useUsername({ username }) {
  try {
    await callMethod("method.call", "setUsername", username);
  } catch (error) {
    throw new MethodError({ error: error.error, reason: usernameErrorText(error, username) });
  }
  await enter();
  notify("success", "Username has been updated");
}
