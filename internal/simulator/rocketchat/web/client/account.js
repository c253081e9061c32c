// What the account pages share.

// mayChange tells whether the person may change a part of the profile; setting
// is the one for this part.
function mayChange(part) {
  return setting("Accounts_AllowUserProfileChange", true) && setting(part, true);
}

// saveBasicInfo sends changed parts of the profile and shows how it went.
async function saveBasicInfo(data, success) {
  await post("/api/v1/users.updateOwnBasicInfo", { data });
  await loadAccount();
  notify("success", success);
}

function reportError(error) {
  notify("error", errorText(error));
}

// savable is a form whose Cancel and Save buttons appear with the first change
// (observed §J).
function savable(title, content, save, again) {
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
