// What the account pages share.

// closedParts are the parts of a profile that a setting of their own closes, and
// what is said beside their fields then.
// Assumption: the words; the page's source names their ids only.
const closedParts = {
  name: ["Accounts_AllowRealNameChange", "names"],
  username: ["Accounts_AllowUsernameChange", "usernames"],
  statusText: ["Accounts_AllowUserStatusMessageChange", "status messages"],
  email: ["Accounts_AllowEmailChange", "email"],
};

function isClosed(part) {
  return part in closedParts && !setting(closedParts[part][0], true) && !(part === "email" && planted("email-field-open"));
}

function closedHint(part) {
  return closedHintOf(closedParts[part][1]);
}

function closedHintOf(what) {
  return el("span", { class: "rcx-field__hint" }, `Your Rocket.Chat administrator has disabled the changing of ${what}`);
}

// mayChangePassword: an account that has none needs a setting more than others
// (useAllowPasswordChange).
function mayChangePassword() {
  return setting("Accounts_AllowPasswordChange", true) &&
    (setting("Accounts_AllowPasswordChangeForOAuthUsers", true) || planted("password-field-open") || Boolean(account.services?.password?.exists));
}

function ownEmail() {
  return account.emails?.[0]?.address ?? "";
}

// saved reads the account again and says so.
async function saved(success) {
  await loadAccount();
  notify("success", success);
}

function reportError(error) {
  notify("error", errorText(error));
}

function requireEqual(password, confirmation) {
  if (password !== confirmation) {
    throw new MethodError({ error: "error-passwords-differ", reason: "The two passwords do not match" });
  }
}

function logoutElsewhereButton() {
  return button("Logout From Other Logged In Locations", {
    onclick: async () => {
      try {
        await post("/api/v1/users.removeOtherTokens", {});
        notify("success", "Logged out of other clients successfully");
      } catch (error) {
        reportError(error);
      }
    },
  });
}

// accountLinks lead to the account pages; the profile has none once it is closed.
function accountLinks() {
  const page = (title, path) => link(title, () => navigate(path));
  return el("nav", {},
    setting("Accounts_AllowUserProfileChange", true) ? page("Profile", "/account/profile") : null,
    page("Security", "/account/security"));
}
