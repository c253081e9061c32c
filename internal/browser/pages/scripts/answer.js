// What the page answers to a click on "Save changes": the first message that it
// had not shown before.
({ toasts, saved }) => {
  const told = all(toasts).find((element) => !element.dataset.gonogoSeen && text(element) !== "");
  return told ? { saved: told.matches(saved), message: text(told) } : null;
}
