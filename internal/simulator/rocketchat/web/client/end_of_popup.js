// Ends a popup login: hands the credential to the opener and closes the window
// (§7.1).
(() => {
  const config = JSON.parse(document.getElementById("config").textContent);

  function handOver() {
    const oauth = window.opener?.Package?.oauth;
    if (oauth) {
      oauth.OAuth._handleCredentialSecret(config.credentialToken, config.credentialSecret);
    } else {
      localStorage.setItem(config.storagePrefix + config.credentialToken, config.credentialSecret);
    }
  }

  // The text shows in windows that a script may not close.
  function sayCompleted() {
    const close = document.createElement("a");
    close.href = "#";
    close.textContent = "Click here";
    close.addEventListener("click", () => window.close());
    const text = document.createElement("p");
    text.append("Login completed. ", close, " to close this window.");
    document.body.append(text);
  }

  if (config.setCredentialToken) {
    handOver();
  }
  sayCompleted();
  window.close();
})();
