// Who is logged in.

let account = null; // the answer of GET /api/v1/me

// loadAccount finds out whom the stored login belongs to; a refused login is
// forgotten.
async function loadAccount() {
  const { ok, status, body } = await rest("GET", "/api/v1/me");
  if (ok) {
    account = body;
  } else if (status === 401) {
    forgetLogin();
  }
}

// login calls the login method with one argument, asks for a code if the
// server wants one, and keeps the result. The method's error is thrown.
async function login(argument) {
  const result = await withSecondFactor(argument, (final) => callMethod("method.callAnon", "login", final));
  saveLogin(result);
}

// enter shows the page of the person who has just logged in.
async function enter() {
  await loadAccount();
  route();
}

// logout ends the login on the server and here, whatever the server answers.
async function logout() {
  try {
    await callMethod("method.call", "logout");
  } finally {
    if (!planted("logout-keeps-token")) {
      forgetLogin();
    }
    account = null;
    navigate("/home");
  }
}
