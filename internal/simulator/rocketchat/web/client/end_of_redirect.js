// Ends a redirect login: keeps the secret for the page that the person started
// from, and goes back there (§7.1).
(() => {
  const config = JSON.parse(document.getElementById("config").textContent);
  if (config.setCredentialToken) {
    sessionStorage.setItem(config.storagePrefix + config.credentialToken, config.credentialSecret);
  }
  window.location = config.redirectUrl;
})();
