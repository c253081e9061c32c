// Redirect style (§7.3). What must survive is kept as Meteor's reload package
// keeps migration data.

const reloadKey = "Meteor_Reload";

function canRedirect() {
  try {
    return Boolean(window.sessionStorage);
  } catch {
    return false; // storage is switched off
  }
}

function saveRedirect(loginService, credentialToken) {
  sessionStorage.setItem(reloadKey, JSON.stringify({ data: { oauth: { loginService, credentialToken } }, reload: true }));
}

// takeRedirect is the login argument of a person who comes back from a
// provider, or null. Releases with redirect-login-lost lose it in Firefox only:
// #30545 and #30688 say that Chromium works (#30956 blames every browser).
function takeRedirect() {
  if (!canRedirect()) {
    return null;
  }
  const saved = JSON.parse(sessionStorage.getItem(reloadKey) ?? "{}");
  sessionStorage.removeItem(reloadKey);
  const credentialToken = saved.reload && saved.data?.oauth?.credentialToken;
  if (!credentialToken || (has("redirect-login-lost") && navigator.userAgent.includes("Firefox/"))) {
    return null;
  }
  const key = secretStorage + credentialToken;
  const credentialSecret = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  return { oauth: { credentialToken, credentialSecret } };
}

// finishRedirect logs in after the return. It tells whether the page may go on:
// releases with rest-login-race stay blank after a login over REST until the
// page is loaded again (§14.3). Errors are silent in this style.
async function finishRedirect(argument) {
  try {
    await login(argument);
  } catch {
    return true;
  }
  await loaded;
  if (has("rest-login-race") && setting("API_Use_REST_For_DDP_Calls", true)) {
    return false;
  }
  await loadAccount();
  return true;
}
