// Messages about a failed login (§9.2).

function callout(kind, text) {
  return el("section", { class: `rcx-callout rcx-callout--${kind}` }, text);
}

// showCallout shows a message in the login form; without the form's fields
// there is no place for it.
function showCallout(kind, text) {
  document.querySelector("form .callouts")?.replaceChildren(callout(kind, text));
}

// reportServiceError shows a failure only if the release shows any, and never
// one whose error code is a number (§5.6).
function reportServiceError(error) {
  if (typeof error.error !== "string" || error.error === "totp-canceled" || planted("callout-missing")) {
    return;
  }
  const known = knownErrors[error.error];
  if (known && (has("login-error-known-ids") || has("login-error-reason"))) {
    showCallout(known.kind, known.text);
  } else if (error.reason && has("login-error-reason")) {
    showCallout("danger", error.reason);
  }
}

function reportPasswordError(error) {
  if (error.error === "totp-canceled") {
    return;
  }
  const wrong = error.error === 401 || error.error === 403;
  const { kind, text } = knownErrors[wrong ? "user-not-found" : error.error] ?? { kind: "danger", text: errorText(error) };
  showCallout(kind, text);
}
