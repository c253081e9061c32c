// Parts of forms.

// button is an ordinary button; attributes may override type and class.
function button(text, attributes = {}) {
  return el("button", { type: "button", class: "rcx-button", ...attributes },
    el("span", { class: "rcx-button--content" }, text));
}

function primaryButton(text, attributes = {}) {
  return button(text, { type: "submit", class: "rcx-button rcx-button--primary", ...attributes });
}

// values reads the named inputs of a form.
function values(form) {
  return Object.fromEntries(new FormData(form));
}

// submitting makes the handler of a form: it takes the values, and while act
// runs the form is locked. Errors go to report.
function submitting(act, report) {
  return async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = values(form);
    const controls = [...form.elements].filter((control) => !control.disabled);
    controls.forEach((control) => { control.disabled = true; });
    try {
      await act(given, form);
    } catch (error) {
      report(error);
    } finally {
      controls.forEach((control) => { control.disabled = false; });
    }
  };
}

// errorText is what a message shows of an error.
function errorText(error) {
  return error.reason ?? error.message;
}
