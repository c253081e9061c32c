// The profile page of releases whose login page is Blaze's: the account pages
// were React's by then (client/views/account of Rocket.Chat: AccountProfilePage.js
// at 1730121, AccountProfileForm.js at 01ba628). Its inputs have no names and
// belong to no label, the password is among them, and the button to save stands in
// the header. The page is shown of a closed profile too: only the way there is
// hidden (AccountRoute.js and sidebarItems.js at 0fb3c6b). The page for security
// has no part about passwords.
// Assumption: 3.18.2 and 4.8.7 have these states of the files.

function showProfile() {
  const inputs = profileInputs();
  const save = el("button", { type: "button", class: "rcx-button rcx-button--primary", disabled: true }, "Save changes");
  const form = el("form", {
    autocomplete: "off", class: "rcx-field-group", onsubmit: (event) => event.preventDefault(),
    oninput: () => { save.disabled = passwordsDiffer(inputs); },
  }, avatarEditor(), profileFields(inputs), passwordFields(inputs));
  save.addEventListener("click", () => saveProfile(inputs, save).catch(reportError));
  accountPage("Profile", [form, logoutElsewhereButton()], [save]);
}

// profileInputs are named as saveUserProfile names what it takes, but for the
// repetition of the password.
function profileInputs() {
  return {
    realname: profileInput("name", account.name),
    username: profileInput("username", account.username),
    statusText: profileInput("statusText", account.statusText),
    nickname: profileInput("nickname", account.nickname),
    bio: bioArea(),
    email: profileInput("email", ownEmail()),
    newPassword: passwordInput(),
    confirmation: passwordInput(),
  };
}

function profileFields(inputs) {
  return [
    el("div", { class: "fields-abreast" },
      labelled("Name", inputs.realname, "name"), labelled("Username", inputs.username, "username")),
    labelled("Status Message", inputs.statusText, "statusText"),
    labelled("Nickname", inputs.nickname),
    labelled("Bio", inputs.bio),
    labelled("Email", inputs.email, "email"),
  ];
}

function profileInput(part, value) {
  return el("input", { type: "text", class: "rcx-input-box", value, disabled: isClosed(part) });
}

function bioArea() {
  const area = el("textarea", { rows: 3 });
  area.value = account.bio ?? "";
  return area;
}

// labelled is an input below its label's text.
function labelled(label, input, part) {
  return el("div", { class: "rcx-field" }, el("label", { class: "rcx-label" }, label),
    el("span", { class: "rcx-field__row" }, input),
    isClosed(part) ? closedHint(part) : null);
}

function passwordInput() {
  return el("input", { type: "password", class: "rcx-input-box", autocomplete: "off", disabled: !mayChangePassword() });
}

// passwordFields are the new password and, once there is one, its repetition.
function passwordFields({ newPassword, confirmation }) {
  const first = labelled("Password", newPassword);
  const second = labelled("Confirm your password", confirmation);
  first.append(newPassword.disabled ? closedHintOf("passwords") : "");
  second.hidden = true;
  newPassword.addEventListener("input", () => { second.hidden = newPassword.value === ""; });
  return [first, second];
}

function passwordsDiffer({ newPassword, confirmation }) {
  return newPassword.value !== confirmation.value;
}

// saveProfile sends all open fields, but the e-mail address only if it is another.
async function saveProfile({ confirmation, ...inputs }, save) {
  const open = Object.entries(inputs).filter(([, input]) => !input.disabled);
  const { email, ...rest } = Object.fromEntries(open.map(([key, input]) => [key, input.value]));
  const data = email === undefined || email === ownEmail() ? rest : { ...rest, email };
  save.disabled = true;
  try {
    await callMethod("method.call", "saveUserProfile", data, {});
  } catch (error) {
    save.disabled = false;
    throw error;
  }
  await saved("Profile saved successfully!");
  showProfile();
}

function showSecurity() {
  accountPage("Security", [el("p", {}, "Two-factor authentication and end-to-end encryption are not simulated.")]);
}
