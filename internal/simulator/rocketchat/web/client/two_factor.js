// The dialog that asks for a second factor during a login (observed §G).

const secondFactors = {
  email: { title: "Email two-factor authentication", text: "Enter the code we just emailed you." },
  // Assumption: seen is the dialog for codes by mail only; this one follows §9.2.
  totp: { title: "Two-factor authentication via TOTP", text: "Enter the code provided by your authentication app to continue." },
};

// withSecondFactor makes the attempt; when the server asks for a code, the
// person is asked until the server takes it or the person gives up, which
// throws the error totp-canceled.
async function withSecondFactor(argument, attempt) {
  try {
    return await attempt(argument);
  } catch (error) {
    if (error.error !== "totp-required") {
      throw error;
    }
    await pageBehindDialog();
    return await askCode(error.details, (code) => attempt({ totp: { login: argument, code } }));
  }
}

// pageBehindDialog shows the login page if nothing is there yet: after a
// redirect the page is still empty.
async function pageBehindDialog() {
  await loaded;
  if (!root.hasChildNodes()) {
    route();
  }
}

function askCode(details, verify) {
  const { title, text } = secondFactors[details?.method] ?? secondFactors.totp;
  return new Promise((resolve, reject) => {
    const input = el("input", { type: "text", class: "rcx-input-box", placeholder: "Enter code here", "aria-label": text });
    const problem = el("p", { class: "rcx-field__error" });
    const dialog = el("dialog", { class: "rcx-modal", "aria-label": title });
    const leave = (settle, value) => {
      dialog.remove();
      settle(value);
    };
    const cancel = () => leave(reject, new MethodError({ error: "totp-canceled" }));
    const submit = async (event) => {
      event.preventDefault();
      try {
        leave(resolve, await verify(input.value.trim()));
      } catch (error) {
        if (error.error !== "totp-invalid" && error.error !== "totp-required") {
          leave(reject, error);
        }
        problem.textContent = "Invalid two factor code";
      }
    };
    dialog.append(codeForm({ title, text, input, problem, submit, cancel, details }));
    dialog.addEventListener("cancel", cancel);
    document.body.append(dialog);
    dialog.showModal();
  });
}

function codeForm({ title, text, input, problem, submit, cancel, details }) {
  const resend = () => post("/api/v1/users.2fa.sendEmailCode", { emailOrUsername: details.emailOrUsername });
  return el("form", { onsubmit: submit },
    el("h2", { class: "rcx-modal__title" }, title),
    el("p", {}, text),
    input,
    problem,
    el("div", { class: "rcx-button-group" },
      details?.method === "email" ? button("Resend email", { onclick: resend }) : null,
      button("Cancel", { onclick: cancel }),
      button("Verify", { type: "submit", class: "rcx-button rcx-button--primary" })));
}
