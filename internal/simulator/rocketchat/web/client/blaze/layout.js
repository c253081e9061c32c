// The frames of pages: before login, with one form, and beside the sidebar.

function showBeforeLogin(...content) {
  show("", el("section", { class: "rc-old full-page" }, el("div", { class: "wrapper" },
    el("header", {}, el("h1", {}, setting("Site_Name", "Rocket.Chat"))), ...content, terms())));
}

function terms() {
  const items = Object.entries(policies).map(([path, { title }]) => el("a", { href: local(path) }, title));
  return el("div", { class: "login-terms" }, items);
}

// formPage shows a page with one form before login.
function formPage({ title, content, submit, act, back = false, extra = [] }) {
  showBeforeLogin(el("form", { id: "login-card", novalidate: true, onsubmit: submitting(act, reportError) },
    el("header", {}, el("h2", {}, title)),
    el("div", { class: "fields" }, content),
    el("div", { class: "rc-button__group rc-button__group--vertical" },
      el("button", { class: "rc-button rc-button--primary login" }, submit), extra),
    back ? nudeButton("Back to login", "back-to-login", showLogin) : null));
}

function nudeButton(text, name, action) {
  return el("button", { type: "button", class: `rc-button rc-button--nude ${name}`, onclick: action }, text);
}

// accountPage shows content beside the sidebar; actions stand in the header.
function accountPage(title, content, actions = []) {
  show(title, withSidebar(el("main", {},
    el("header", { class: "page-header" }, el("h1", {}, title), actions), accountLinks(), content)));
}
