// Which page an address shows.

const accountRoutes = {
  "/home": () => showHome(),
  "/account": () => showProfile(),
  "/account/profile": () => showProfile(),
  "/account/security": () => showSecurity(),
};

const policies = {
  "/terms-of-service": { title: "Terms of Service", setting: "Layout_Terms_of_Service" },
  "/privacy-policy": { title: "Privacy Policy", setting: "Layout_Privacy_Policy" },
  "/legal-notice": { title: "Legal Notice", setting: "Layout_Legal_Notice" },
};

// route shows the page of the address bar. Without a login every page of the
// workspace is the login page; "/" always becomes "/home" (observed §J).
function route() {
  const path = currentPath();
  if (path in policies) {
    showPolicy(policies[path]);
    return;
  }
  if (path === "/" || (account && path === "/login")) {
    history.replaceState(null, "", local("/home"));
  }
  if (account) {
    showAccountRoute(currentPath());
  } else {
    showLogin();
  }
}

function showAccountRoute(path) {
  if (account.requirePasswordChange) {
    showResetPassword();
  } else if (!account.username) {
    showRegisterUsername();
  } else {
    (accountRoutes[path] ?? showNotFound)();
  }
}

// navigate goes to a path of the workspace without loading the document again.
function navigate(path) {
  if (currentPath() !== path) {
    history.pushState(null, "", local(path));
  }
  route();
}

window.addEventListener("popstate", route);
