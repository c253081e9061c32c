// The page for passwords (observed §J; ChangePassword under
// apps/meteor/client/views/account/security). Its other sections are not simulated.

function showSecurity() {
  accountPage("Security", mayChangePassword() ? [passwordSection()] : []);
}

function passwordSection() {
  return el("section", { "aria-label": "Password" }, el("h2", {}, "Password"), savable([
    field("New Password", "password", { type: "password", autocomplete: "new-password" }),
    field("Confirm your password", "confirmationPassword", { type: "password", autocomplete: "new-password" }),
  ], savePassword, showSecurity));
}

async function savePassword({ password, confirmationPassword }) {
  requireEqual(password, confirmationPassword);
  await post("/api/v1/users.updateOwnBasicInfo", { data: { newPassword: password } });
  await saved("Password changed successfully");
}
