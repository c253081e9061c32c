// The profile page (observed §J).

function showProfile() {
  const mail = account.emails?.[0]?.address;
  const form = savable("Profile", [
    avatarEditor(),
    field("Name", "name", { value: account.name, disabled: !mayChange("Accounts_AllowRealNameChange") }),
    field("Username", "username", { value: account.username, disabled: !mayChange("Accounts_AllowUsernameChange") }),
    field("Status message", "statusText",
      { value: account.statusText, disabled: !mayChange("Accounts_AllowUserStatusMessageChange") }),
    field("Nickname", "nickname", { value: account.nickname, disabled: !mayChange("Accounts_AllowUserProfileChange") }),
    bioField(),
    field("Email", "email", { value: mail, disabled: !mayChange("Accounts_AllowEmailChange") }),
  ], saveProfile, showProfile);
  accountPage("Profile", form, button("Logout From Other Logged In Locations", { onclick: logoutElsewhere }));
}

function bioField() {
  const id = newId();
  const area = el("textarea", { id, name: "bio", rows: 3, disabled: !mayChange("Accounts_AllowUserProfileChange") });
  area.value = account.bio ?? "";
  return el("div", { class: "rcx-field" }, el("label", { class: "rcx-label", for: id }, "Bio"), area);
}

// saveProfile sends only what has changed.
async function saveProfile(given) {
  const old = { ...account, email: account.emails?.[0]?.address };
  const sent = ["name", "username", "statusText", "nickname", "bio", "email"];
  const changed = sent.filter((key) => key in given && given[key] !== (old[key] ?? ""));
  await saveBasicInfo(Object.fromEntries(changed.map((key) => [key, given[key]])), "Profile saved successfully!");
}

async function logoutElsewhere() {
  try {
    await post("/api/v1/users.removeOtherTokens", {});
    notify("success", "Logged out of other clients successfully");
  } catch (error) {
    reportError(error);
  }
}
