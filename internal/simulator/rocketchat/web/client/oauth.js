// Login with a service: the authorize URL and the two ways to it (§3.1).

const secretStorage = "Meteor.oauth.credentialSecret-";

// loginWithService starts a login in the configured style. It resolves when a
// popup login has succeeded; a redirect leaves the page. A blocked popup throws
// at once, in the click, so that it ends as an error of the page.
function loginWithService(service) {
  if (has("custom-button-dead")) {
    return new Promise(() => {});
  }
  const token = randomSecret();
  const style = service.loginStyle === "redirect" && canRedirect() ? "redirect" : "popup";
  const url = authorizeURL(service, style, token);
  if (style === "popup") {
    return popupLogin(url, token);
  }
  saveRedirect(service.service, token);
  location.href = url;
  return new Promise(() => {});
}

// authorizeURL has its parameters in the client's order. The client id is not
// encoded; before 3.4 nothing is (#12654).
function authorizeURL(service, style, token) {
  const path = service.authorizePath;
  const encode = has("authorize-encoded") ? encodeURIComponent : String;
  const base = /^(https?:\/\/|data:)/.test(path) ? path : service.serverURL + path;
  return base + (base.includes("?") ? "&" : "?") +
    `client_id=${service.clientId}` +
    `&redirect_uri=${encode(redirectURI(service))}` +
    "&response_type=code" +
    `&state=${encode(encodeState(style, token))}` +
    `&scope=${encode(service.scope)}` + (planted("style-in-authorize") ? `&display=${style}` : "");
}

// redirectURI is on the address bar's host, not on Site_Url's (§14.7).
function redirectURI(service) {
  const uri = `${location.origin}${local("/_oauth/")}${service.service}`;
  if (service.loginStyle || !has("close-on-redirect-uri")) {
    return uri;
  }
  console.warn(`Automatically added ?close to 'redirect_uri' for ${service.service}, this behavior will be removed in v5.0.0.`);
  return `${uri}?close`;
}

function encodeState(loginStyle, credentialToken) {
  const state = { loginStyle, credentialToken, isCordova: false };
  if (loginStyle === "redirect") {
    state.redirectUrl = location.href;
  }
  return btoa(JSON.stringify(state));
}

// randomSecret has 43 characters of 6 random bits each.
function randomSecret() {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return [...crypto.getRandomValues(new Uint8Array(43))].map((byte) => alphabet[byte & 63]).join("");
}
