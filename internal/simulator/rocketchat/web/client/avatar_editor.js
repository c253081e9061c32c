// The picture on the profile page (observed §J).

function avatarEditor() {
  const enabled = setting("Accounts_AllowUserAvatarChange", true);
  const picture = el("img", { src: avatarURL(account.username), alt: "", width: 124, height: 124 });
  const act = (change) => async () => {
    try {
      await change();
      picture.src = `${avatarURL(account.username)}?_dc=${randomSecret()}`;
      notify("success", "Avatar changed successfully");
    } catch (error) {
      reportError(error);
    }
  };
  const file = el("input", { type: "file", accept: "image/*", hidden: true });
  file.addEventListener("change", act(() => uploadAvatar(file.files[0])));
  const url = el("input", { type: "text", class: "rcx-input-box", "data-qa-id": "UserAvatarEditorLink", disabled: !enabled });
  const addURL = button("", {
    title: "Add URL", disabled: true, "data-qa-id": "UserAvatarEditorSetAvatarLink",
    onclick: act(() => post("/api/v1/users.setAvatar", { avatarUrl: url.value })),
  });
  url.addEventListener("input", () => { addURL.disabled = !url.value; });
  const reset = act(() => post("/api/v1/users.resetAvatar", { userId: account._id }));
  return el("div", { class: "avatar-editor" }, picture, file,
    button("", { title: "Set Default Avatar", disabled: !enabled, onclick: reset }),
    button("", { title: "Upload", disabled: !enabled, onclick: () => file.click() }),
    url, addURL);
}

async function uploadAvatar(file) {
  const form = new FormData();
  form.append("image", file);
  await post("/api/v1/users.setAvatar", form);
}

// avatarURL is the picture's address as the pages print it.
function avatarURL(username) {
  return local(`/avatar/${encodeURIComponent(username)}`);
}
