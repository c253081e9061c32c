// The page of a logged-in person (§9.4, §14.2).

function showHome() {
  show("", withSidebar(el("main", { class: "main-content" },
    el("h1", {}, "Home"),
    el("h2", {}, `Welcome to ${setting("Site_Name", "Rocket.Chat")}`),
    el("p", {}, "You are logged in."))));
}

// withSidebar puts the sidebar beside a page's main part.
function withSidebar(main) {
  return el("div", { class: "workspace" },
    el("aside", { class: "sidebar" }, el("header", { class: "sidebar__header" },
      el("button", { type: "button", class: "sidebar-avatar-button", "aria-label": account.username, onclick: togglePopover },
        el("img", { src: avatarURL(account.username), alt: "", width: 36, height: 36 })),
      el("span", {}, account.name ?? account.username))),
    main);
}

// togglePopover opens or closes the account's menu. Names of its items: the
// page object side-nav of the publisher's own tests.
function togglePopover() {
  const open = document.querySelector(".rc-popover");
  if (open) {
    open.remove();
    return;
  }
  root.append(el("div", { class: "rc-popover" }, el("ul", { class: "rc-popover__content" },
    popoverItem("account", "My Account", () => navigate("/account/profile")),
    popoverItem("logout", "Logout", logout))));
}

function popoverItem(id, text, action) {
  const choose = () => {
    document.querySelector(".rc-popover").remove();
    action();
  };
  return el("li", { class: "rc-popover__item", "data-id": id, "data-type": "open", onclick: choose }, text);
}
