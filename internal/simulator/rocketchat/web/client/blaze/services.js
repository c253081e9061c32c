// The provider buttons (§9.1, §14.2).

function serviceButtons() {
  const shown = visibleServices();
  return shown.length === 0 ? [] : [el("div", { class: "oauth-login buttons-group" }, shown.map(serviceButton))];
}

function serviceButton(service) {
  const icon = el("i", { class: `icon-${service.service} service-icon` });
  const spinner = el("i", { class: "icon-spin animate-spin loading-icon hidden" });
  const swap = (busy) => {
    icon.classList.toggle("hidden", busy);
    spinner.classList.toggle("hidden", !busy);
  };
  const element = el("button", {
    type: "button", class: `rc-button rc-button--secondary external-login ${service.service}`, title: serviceTitle(service),
    onclick: () => {
      swap(true);
      loginWithService(service).catch(reportServiceError).finally(() => swap(false));
    },
  }, icon, spinner, el("span", {}, planted("label-from-title") ? serviceTitle(service) : service.buttonLabelText ?? ""));
  if (has("button-colours")) {
    element.style.setProperty("background-color", service.buttonColor ?? "");
    element.style.setProperty("color", service.buttonLabelColor ?? "");
  }
  return element;
}
