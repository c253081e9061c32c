// Popup style (§7.2).

const handedOver = new Map(); // credential token → secret, from popups

// The popup's last page calls this hook in its opener.
window.Package = {
  oauth: { OAuth: { _handleCredentialSecret: (token, secret) => handedOver.set(token, secret) } },
};

async function popupClosed(popup) {
  await new Promise((resolve) => {
    const watch = setInterval(() => {
      if (popup.closed) {
        clearInterval(watch);
        resolve();
      }
    }, 100);
  });
}

// popupLogin opens the provider and logs in when the window is gone, with
// whatever secret has arrived by then: none if the person closed it.
function popupLogin(url, token) {
  const [width, height] = [900, 450];
  const left = Math.round(screenX + (outerWidth - width) / 2);
  const top = Math.round(screenY + (outerHeight - height) / 2);
  const popup = window.open(url, "Login", `width=${width},height=${height},left=${left},top=${top},scrollbars=yes`);
  if (!popup) {
    throw new Error("The login popup was blocked by the browser");
  }
  popup.focus();
  return finishPopup(popup, token);
}

async function finishPopup(popup, credentialToken) {
  await popupClosed(popup);
  await login({ oauth: { credentialToken, credentialSecret: takePopupSecret(credentialToken) } });
  await enter();
}

function takePopupSecret(token) {
  const key = secretStorage + token;
  const secret = handedOver.get(token) ?? localStorage.getItem(key);
  handedOver.delete(token);
  localStorage.removeItem(key);
  return secret;
}
