// The provider buttons (§9.1, observed §J).

// serviceButtons are the divider and the group of buttons; nothing without
// services, and no divider without the form's fields.
function serviceButtons(withForm) {
  const shown = visibleServices();
  if (shown.length === 0) {
    return [];
  }
  const divider = el("div", { role: "separator", class: "rcx-message-divider" }, "or");
  const group = el("div", { role: "group", class: "rcx-button-group rcx-button-group--vertical rcx-button-group--stretch" },
    shown.map(serviceButton));
  return withForm ? [divider, group] : [group];
}

function serviceButton(service) {
  const label = service.buttonLabelText;
  const title = serviceTitle(service);
  return button(label || `Sign in with ${title}`, {
    class: `rcx-button ${colourClass(service)}`,
    title: label && label !== title ? title : null,
    onclick: () => { loginWithService(service).catch(reportServiceError); },
  });
}

const colours = new CSSStyleSheet();
document.adoptedStyleSheets = [colours];

// colourClass generates a class with the button's colours. What is no colour is
// ignored, as the browser does with any rule, and leaves the theme's.
function colourClass(service) {
  if (!has("button-colours")) {
    return "";
  }
  const name = `rcx-css-${randomSecret().toLowerCase().replace(/[^a-z0-9]/g, "").slice(0, 7)}`;
  const rule = colours.cssRules[colours.insertRule(`.${name} {}`)];
  const [ground, text] = planted("button-colours") ? ["color", "background-color"] : ["background-color", "color"];
  rule.style.setProperty(ground, service.buttonColor ?? "");
  rule.style.setProperty(text, service.buttonLabelColor ?? "");
  return name;
}
