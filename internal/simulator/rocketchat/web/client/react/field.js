// A labelled input.

// field is an input with its label. required adds the label's star; the label's
// accessible text then ends with it (observed §J).
function field(label, name, { required = false, type = "text", ...attributes } = {}) {
  const id = newId();
  return el("div", { class: "rcx-field" },
    el("label", { class: "rcx-label", for: id }, label,
      required ? el("span", { class: "rcx-label--required" }, " *") : null),
    el("input", { id, name, type, class: "rcx-input-box", "aria-required": required ? "true" : null, ...attributes }));
}
