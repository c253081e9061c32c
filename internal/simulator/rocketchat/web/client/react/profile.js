// The profile page (observed §J; AccountProfileRoute.tsx at 158d0e4 and
// useAccountProfileSettings.ts at 334042d under
// apps/meteor/client/views/account/profile, AccountProfileForm.tsx there). A closed
// profile has no page; what else is closed is a disabled field with a hint.
//
// Not simulated: up to 6.3 a React release draws the page that Blaze releases
// have (#30118, #30306), and it saves by the method saveUserProfile for long
// after that (#36146).

function showProfile() {
  if (!setting("Accounts_AllowUserProfileChange", true)) {
    show("", withSidebar(el("main", {}, el("p", {}, "You are not authorized to view this page."))));
    return;
  }
  const form = savable([
    avatarEditor(),
    profileField("Name", "name", account.name),
    profileField("Username", "username", account.username, true),
    profileField("Status message", "statusText", account.statusText),
    profileField("Nickname", "nickname", account.nickname),
    bioField(),
    profileField("Email", "email", ownEmail(), true),
  ], saveProfile, showProfile);
  accountPage("Profile", [form, logoutElsewhereButton()]);
}

function profileField(label, name, value, required = false) {
  const closed = isClosed(name);
  const made = field(label, name, { value, required, disabled: closed });
  made.append(closed ? closedHint(name) : "");
  return made;
}

function bioField() {
  const id = newId();
  const area = el("textarea", { id, name: "bio", rows: 3 });
  area.value = account.bio ?? "";
  return el("div", { class: "rcx-field" }, el("label", { class: "rcx-label", for: id }, "Bio"), area);
}

// saveProfile sends all open fields, but the e-mail address only if it is another.
async function saveProfile({ email, ...rest }) {
  const closed = planted("closed-fields-sent") ? { name: "" } : {};
  const data = email === ownEmail() ? { ...closed, ...rest } : { ...closed, ...rest, email };
  await post("/api/v1/users.updateOwnBasicInfo", { data });
  await saved("Profile saved successfully!");
}

// savable is a form whose Cancel and Save buttons appear with the first change
// (observed §J).
function savable(content, save, again) {
  const footer = el("div", { class: "rcx-button-group", hidden: true },
    button("Cancel", { onclick: again }), primaryButton("Save changes"));
  return el("form", {
    autocomplete: "off",
    oninput: () => { footer.hidden = false; },
    onsubmit: submitting(async (given) => {
      await save(given);
      again();
    }, reportError),
  }, content, footer);
}
