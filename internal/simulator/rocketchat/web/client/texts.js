// Texts of login failures with a known id (§9.2).
//
// Seen is the text about activation (observed §E.3). Assumption: the others read
// like this; §9.2 gives their ids only.

const waitForActivation = "Before you can login, your account must be manually activated by an administrator.";
const wrongCredentials = "User not found or incorrect password";

const knownErrors = {
  "error-user-is-not-activated": { kind: "warning", text: waitForActivation },
  "error-app-user-is-not-allowed-to-login": { kind: "danger", text: "App user is not allowed to login" },
  "user-not-found": { kind: "danger", text: wrongCredentials },
  "error-login-blocked-for-ip": { kind: "danger", text: "Login has been temporarily blocked for this IP" },
  "error-login-blocked-for-user": { kind: "danger", text: "Login has been temporarily blocked for this user" },
  "error-license-user-limit-reached": { kind: "warning", text: "Maximum number of users reached" },
  "error-invalid-email": { kind: "danger", text: "Invalid email" },
};

// usernameErrorText says why setUsername refused a name (§9.3).
function usernameErrorText(error, name) {
  switch (error.error) {
    case "error-blocked-username":
      return `${name} is blocked and can't be used!`;
    case "error-field-unavailable":
      return `${name} is already in use :(`;
    case "username-invalid":
      return `${name} is not a valid username, use only letters, numbers, dots, hyphens and underscores`;
    default:
      return error.reason ?? error.message;
  }
}
