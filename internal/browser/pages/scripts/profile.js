// A field of the account pages. From 6.4 on it has a name; before, its label
// stands beside it and belongs to no input (page object account-profile of
// Rocket.Chat's own tests). Where it is closed, a hint below it says so. What is
// found is marked with the property mark, for clicks and typing. A needed field is
// waited for: one may come with what is typed into another.
({ name, label, headings, needed, mark }) => {
  const heading = all("h1, h2, [data-qa-type=PageHeader-title]").some((title) => headings.includes(text(title)));
  const forms = all("form[autocomplete=off]");
  const denied = all("p").some((paragraph) => /not authorized to (view|access)/i.test(text(paragraph)));
  if (document.readyState === "loading" || !(denied || heading)) {
    return null;
  }
  const labelOf = (form) => [...form.querySelectorAll("label")]
    .find((element) => text(element).replace(/\s*\*$/, "") === label);
  const inputs = forms.map((form) => form.querySelector(`input[name="${name}"]`) ??
    labelOf(form)?.parentElement.querySelector("input")).filter((input) => input && visible(input));
  if (inputs.length === 0) {
    return needed ? null : { offered: false };
  }
  const [input] = inputs;
  input.dataset[mark] = name;
  return { offered: true, locked: input.disabled || input.readOnly, value: input.value };
}
