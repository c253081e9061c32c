// The page for passwords (observed §J).

function showSecurity() {
  accountPage("Security", el("section", { "aria-label": "Password" },
    el("h2", {}, "Password"), mayChangePassword() ? passwordForm() : el("p", {}, "Password change is not allowed")));
}

// mayChangePassword: accounts of a service need a setting more than others.
function mayChangePassword() {
  return setting("Accounts_AllowPasswordChange", true) &&
    (!account.isOAuthUser || setting("Accounts_AllowPasswordChangeForOAuthUsers", true));
}

function passwordForm() {
  return savable("Password", [
    field("New Password", "password", { type: "password", autocomplete: "new-password" }),
    field("Confirm your password", "confirmationPassword", { type: "password", autocomplete: "new-password" }),
  ], savePassword, showSecurity);
}

async function savePassword({ password, confirmationPassword }) {
  requireEqual(password, confirmationPassword);
  await saveBasicInfo({ newPassword: password }, "Password changed successfully");
}

function requireEqual(password, confirmation) {
  if (password !== confirmation) {
    throw new MethodError({ error: "error-passwords-differ", reason: "The two passwords do not match" });
  }
}
