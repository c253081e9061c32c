// A labelled input. On the pages before login the label's text is the input's
// placeholder; beside the sidebar it is shown.

function field(label, name, { id = newId(), type = "text", ...attributes } = {}) {
  return el("div", { class: "rc-input" },
    el("label", { class: "rc-input__label", for: id },
      el("div", { class: "rc-input__title" }, label),
      el("div", { class: "rc-input__wrapper" },
        el("input", { id, name, type, class: "rc-input__element", placeholder: label, ...attributes }))));
}
