// The page of a logged-in person (observed §J). Everything but Home and the
// user menu belongs to the chat, which is not simulated: those buttons are
// there, and disabled.

function showHome() {
  show("Home", withSidebar(el("main", { "data-qa": "page-home" },
    el("h1", {}, "Home"),
    el("h2", {}, `Welcome to ${setting("Site_Name", "Rocket.Chat")}`),
    el("p", {}, "You are logged in."))));
}

// withSidebar puts the sidebar beside a page's main part.
function withSidebar(main) {
  return el("div", { class: "workspace" },
    el("nav", { class: "rcx-sidebar" },
      userMenuButton(),
      el("div", { role: "toolbar", class: "rcx-button-group" },
        button("⌂", { title: "Home", onclick: () => navigate("/home") }),
        ["Search", "Directory", "Display", "Create new"].map((title) => button("·", { title, disabled: true })))),
    main);
}

function userMenuButton() {
  return el("button", { type: "button", class: "rcx-button user-menu-button", title: "User menu", onclick: toggleUserMenu },
    el("figure", { class: "rcx-avatar" },
      el("img", { src: avatarURL(account.username), "data-username": account.username, alt: "", width: 28, height: 28 })));
}
