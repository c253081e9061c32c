// The flow executor: it asks for a challenge, shows the stage that the
// challenge names in its own shadow root, and sends the stage's answer.

const make = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...children);
  return element;
};

// The page's own style does not reach into a shadow root.
const pageStyle = () => {
  const style = new CSSStyleSheet();
  style.replaceSync([...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join(""));
  return style;
};

class Stage extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [pageStyle()];
  }

  set challenge(challenge) {
    const form = make("form", { className: "pf-c-form" }, ...this.fields(challenge));
    for (const { string } of Object.values(challenge.response_errors ?? {}).flat()) {
      const alert = make("p", { className: "pf-c-form__helper-text pf-m-error", textContent: string });
      alert.setAttribute("role", "alert");
      form.prepend(alert);
    }
    form.append(make("button", { type: "submit", textContent: this.label }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const detail = this.answer(new FormData(form));
      this.dispatchEvent(new CustomEvent("ak-stage-answer", { bubbles: true, composed: true, detail }));
    });
    this.shadowRoot.replaceChildren(form);
  }

  notYou(challenge) {
    return make("p", {}, `${challenge.pending_user ?? ""} `, make("a", { href: "/flows/-/cancel/", textContent: "Not you?" }));
  }
}

class IdentificationStage extends Stage {
  label = "Log in";

  fields() {
    const input = make("input", { name: "uidField", type: "text", required: true, autocomplete: "username" });
    return [make("label", {}, "Email or Username", input)];
  }

  answer(data) {
    return { component: "ak-stage-identification", uid_field: data.get("uidField") };
  }
}

class PasswordStage extends Stage {
  label = "Continue";

  fields(challenge) {
    const input = make("input", { name: "password", type: "password", required: true, autocomplete: "current-password" });
    return [this.notYou(challenge), make("label", {}, "Password", input)];
  }

  answer(data) {
    return { component: "ak-stage-password", password: data.get("password") };
  }
}

// The stage for second factors shows the device that answers in an element of
// its own; with one device there is nothing to choose.
class ValidateStage extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: "open" });
  }

  set challenge(challenge) {
    const device = document.createElement("ak-stage-authenticator-validate-code");
    device.challenge = challenge;
    this.shadowRoot.replaceChildren(device);
  }
}

class CodeStage extends Stage {
  label = "Continue";

  fields(challenge) {
    const input = make("input", { name: "code", type: "text", inputMode: "numeric", required: true, autocomplete: "one-time-code" });
    return [
      this.notYou(challenge),
      make("p", { textContent: "Open your two-factor authenticator app to view your authentication code." }),
      make("label", {}, "Authentication code", input),
    ];
  }

  answer(data) {
    return { component: "ak-stage-authenticator-validate", code: data.get("code") };
  }
}

class ConsentStage extends Stage {
  label = "Continue";

  fields(challenge) {
    const list = (challenge.permissions ?? []).map(({ id, name }) => {
      const item = make("li", { textContent: name });
      item.dataset.permissionCode = id;
      return item;
    });
    return [
      this.notYou(challenge),
      make("h3", { id: "header-text", textContent: challenge.header_text }),
      make("p", { textContent: "Application requires following permissions:" }),
      make("ul", { id: "permissions" }, ...list),
    ];
  }

  answer() {
    return { component: "ak-stage-consent" };
  }
}

class FlowExecutor extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: "open" });
    this.addEventListener("ak-stage-answer", (event) => this.send("POST", event.detail));
  }

  connectedCallback() {
    this.send("GET");
  }

  async send(method, answer) {
    const flow = location.pathname.split("/").filter(Boolean).at(-1);
    const query = new URLSearchParams({ query: location.search.slice(1) });
    const response = await fetch(`/api/v3/flows/executor/${flow}/?${query}`, {
      method,
      headers: { "Content-Type": "application/json" },
      body: answer && JSON.stringify(answer),
    });
    this.show(await response.json());
  }

  show(challenge) {
    if (challenge.component === "xak-flow-redirect") {
      location.assign(challenge.to);
      return;
    }
    const stage = document.createElement(challenge.component);
    stage.challenge = challenge;
    this.shadowRoot.replaceChildren(stage);
  }
}

customElements.define("ak-stage-identification", IdentificationStage);
customElements.define("ak-stage-password", PasswordStage);
customElements.define("ak-stage-authenticator-validate-code", CodeStage);
customElements.define("ak-stage-authenticator-validate", ValidateStage);
customElements.define("ak-stage-consent", ConsentStage);
customElements.define("ak-flow-executor", FlowExecutor);
