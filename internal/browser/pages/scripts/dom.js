// Looking at a page as a person does.

// visible tells whether an element takes up space and is not hidden.
function visible(element) {
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
}

// all lists the visible elements that match, also those inside open shadow roots.
function all(selector, root = document) {
  const found = [...root.querySelectorAll(selector)].filter(visible);
  for (const element of root.querySelectorAll("*")) {
    if (element.shadowRoot) {
      found.push(...all(selector, element.shadowRoot));
    }
  }
  return found;
}

// shown tells whether a visible element matches; no selector matches nothing.
function shown(selector) {
  return Boolean(selector) && all(selector).length > 0;
}

// text is an element's visible text with white space folded.
function text(element) {
  return element.innerText.replace(/\s+/g, " ").trim();
}

// hosts lists the selectors of the shadow hosts around an element, outermost first.
function hosts(element) {
  const host = element.getRootNode().host;
  return host ? [...hosts(host), host.localName] : [];
}
