// Building and showing elements.

const root = document.getElementById("rocket-chat");

// el makes an element. Attributes that are null, undefined or false are left
// out, true is an empty attribute, a function listens to the event named by its
// key without "on". Children that are null are left out.
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

// show replaces the page and its title: "<part> - <site name>".
function show(part, ...nodes) {
  const site = setting("Site_Name", "Rocket.Chat");
  document.title = part ? `${part} - ${site}` : site;
  root.replaceChildren(...nodes);
}

let lastId = 0;

// newId makes an id that nobody can select by, as generated ids are.
function newId() {
  lastId += 1;
  return `:r${lastId.toString(36)}:`;
}

// link is an anchor that acts on this page instead of leading away.
function link(text, action, attributes = {}) {
  const onclick = (event) => {
    event.preventDefault();
    action();
  };
  return el("a", { href: "#", onclick, ...attributes }, text);
}
