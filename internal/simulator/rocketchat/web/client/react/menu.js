// The user menu (observed §J). It is in the document only while it is open.

function toggleUserMenu() {
  const open = document.querySelector("[role=menu]");
  if (open) {
    open.remove();
    return;
  }
  root.append(el("div", { role: "menu", "aria-label": "User menu", class: "rcx-menu" },
    menuGroup(`${account.name ?? account.username} ${account.status ?? "online"}`, []),
    menuGroup("Status", [
      ...["online", "away", "busy", "offline"].map((status) => menuItem(status, capital(status), () => setStatus(status))),
      menuItem("custom-status", "Custom Status"),
    ]),
    menuGroup("Account", [
      menuItem("profile", "Profile", () => navigate("/account/profile")),
      menuItem("preferences", "Preferences"),
      menuItem("accessibility", "Accessibility & Appearance"),
      menuItem("logout", "Logout", logout),
    ])));
}

function menuGroup(title, items) {
  return el("div", { role: "group", "aria-label": title }, el("div", { class: "rcx-menu__title" }, title), items);
}

// menuItem without an action is disabled: its page is not simulated.
function menuItem(key, text, action) {
  const choose = () => {
    document.querySelector("[role=menu]").remove();
    action();
  };
  return el("label", {
    role: "menuitemcheckbox", "data-key": key, tabindex: 0,
    "aria-disabled": action ? null : "true", onclick: action ? choose : null,
  }, text);
}

function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

async function setStatus(status) {
  try {
    await post("/api/v1/users.setStatus", { status, message: account.statusText ?? "" });
    await loadAccount();
  } catch (error) {
    notify("error", errorText(error));
  }
}
