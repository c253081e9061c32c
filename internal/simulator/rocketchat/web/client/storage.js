// The login that the browser keeps: three keys of localStorage, two cookies
// (§9.4, observed §J).

const loginKeys = { userId: "Meteor.userId", token: "Meteor.loginToken", expires: "Meteor.loginTokenExpires" };

const tokenStorage = planted("token-in-window") ? sessionStorage : localStorage;

// storedLogin is {userId, token}, or null when nobody is logged in.
function storedLogin() {
  const userId = localStorage.getItem(loginKeys.userId);
  const token = tokenStorage.getItem(loginKeys.token);
  return userId && token ? { userId, token } : null;
}

// saveLogin keeps the result of the login method.
function saveLogin({ id, token, tokenExpires }) {
  localStorage.setItem(loginKeys.userId, id);
  tokenStorage.setItem(loginKeys.token, token);
  localStorage.setItem(loginKeys.expires, String(new Date(tokenExpires?.$date)));
  setCookie("rc_uid", id);
  setCookie("rc_token", token);
}

function forgetLogin() {
  for (const key of Object.values(loginKeys)) {
    localStorage.removeItem(key);
  }
  tokenStorage.removeItem(loginKeys.token);
  setCookie("rc_uid", "", "; max-age=0");
  setCookie("rc_token", "", "; max-age=0");
}

function setCookie(name, value, extra = "") {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/${secure}${extra}`;
}
