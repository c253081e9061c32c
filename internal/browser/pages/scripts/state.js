// What the person sees on a page of Rocket.Chat. The order matters: a dialog
// lies over the login page, and a home page may hold forms that look like others.
(markup) => {
  if (document.readyState === "loading" || !document.body) {
    return null;
  }
  const asksCode = () => all("dialog[open], [role=dialog], .rcx-modal, .rc-modal").some((dialog) =>
    dialog.querySelector("input[placeholder='Enter code here']") || /two[- ]factor/i.test(text(dialog)));
  const kinds = [
    ["two-factor", asksCode],
    ["home", () => shown(markup.userMenu) && Boolean(localStorage.getItem("Meteor.userId"))],
    ["reset-password", () => shown(markup.resetForm)],
    ["register-username", () => shown(markup.usernameField)],
    ["sign-up", () => shown(markup.signUpField)],
    ["login-form", () => shown(markup.userField) || shown(markup.serviceButtons)],
    ["blank", () => text(document.body) === "" && !shown("input, button, img")],
    ["other", () => true],
  ];
  const [kind] = kinds.find(([, holds]) => holds());
  const messages = all(markup.messages).map(text).filter((message) => message !== "");
  if (kind === "reset-password" && messages.length === 0) {
    messages.push(text(all(markup.resetForm)[0]));
  }
  return { kind, message: messages[0] ?? "" };
}
