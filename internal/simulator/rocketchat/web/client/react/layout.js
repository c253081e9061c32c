// The frames of pages: before login, with one form, and beside the sidebar.

// alerts is there at all times, mostly empty, as on the real page (observed
// §E.3).
const alerts = el("div", { role: "alert" });
document.body.append(alerts);

// showBeforeLogin shows content beside the workspace's greeting.
function showBeforeLogin(part, ...content) {
  show(part, el("div", { class: "registration" }, el("main", {},
    el("h1", { id: "welcomeTitle" }, `Welcome to ${setting("Site_Name", "Rocket.Chat")} workspace`),
    el("div", { class: "registration__side" }, ...content, terms()))));
}

function terms() {
  const items = Object.entries(policies).map(([path, { title }]) => el("a", { href: local(path) }, title));
  return el("footer", { class: "registration__terms" }, items);
}

// formPage shows a page with one form before login. part is its part of the
// title; without it the title is the site's name.
function formPage({ title, part = "", content, submit, act, back = false, extra = [] }) {
  const titleId = newId();
  const callouts = el("div", { class: "callouts" });
  const report = (error) => callouts.replaceChildren(callout("danger", errorText(error)));
  showBeforeLogin(part, el("form", { "aria-labelledby": titleId, novalidate: true, onsubmit: submitting(act, report) },
    el("header", { id: titleId, class: "form-title" }, title),
    content,
    callouts,
    el("div", { class: "rcx-button-group" }, primaryButton(submit), extra),
    back ? el("p", {}, link("Back to Login", showLogin)) : null));
}

// accountPage shows content beside the sidebar; actions stand in the header.
function accountPage(title, content, actions = []) {
  show(title, withSidebar(el("main", {},
    el("header", { class: "page-header" }, el("h1", {}, title), actions), accountLinks(), content)));
}

// notify shows a toast.
function notify(kind, text) {
  const toast = el("div", { class: `rcx-toastbar rcx-toastbar--${kind}`, onclick: () => toast.remove() }, text);
  alerts.append(toast);
}
