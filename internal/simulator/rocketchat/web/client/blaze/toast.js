// Messages (§9.2, §14.5). A toast stays until it is clicked away.

function notify(kind, text) {
  let container = document.getElementById("toast-container");
  if (!container) {
    container = el("div", { id: "toast-container" });
    document.body.append(container);
  }
  const toast = el("div", { class: `toast toast-${kind}`, onclick: () => toast.remove() },
    el("div", { class: "toast-message" }, text));
  container.append(toast);
}

// reportServiceError shows every failure, also a provider's refusal: the client
// cannot tell it from a popup that the person closed.
function reportServiceError(error) {
  if (has("login-error-toast") && !planted("toast-missing") && error.error !== "totp-canceled") {
    notify("error", error.reason ?? plainErrorText(error));
  }
}

// plainErrorText is the text of an error that is none of Meteor's: it loses
// everything on the way over REST, and reads as an internal error over DDP
// (§14.5).
function plainErrorText(error) {
  const overREST = setting("API_Use_REST_For_DDP_Calls", true);
  return error.error === undefined && !overREST ? "Internal server error" : error.message;
}

function reportPasswordError(error) {
  if (error.error === "totp-canceled") {
    return;
  }
  const known = knownErrors[error.error === 403 ? "user-not-found" : error.error];
  notify("error", known?.text ?? errorText(error));
}
