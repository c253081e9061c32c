// Where a person is on the way through a provider's pages. acted lists the
// screens that have been dealt with, mark is the property that a document
// has which the person is just leaving.
({ origin, screens, acted, problem, mark }) => {
  if (location.href === "about:blank" || document.readyState === "loading" || !document.body) {
    return null;
  }
  if (location.protocol === "chrome-error:") {
    return { at: "broken", message: text(document.body) };
  }
  if (location.origin !== origin) {
    return window[mark] ? null : { at: "left" };
  }
  if (acted.length > 0) {
    const told = all(problem).find((element) => !element.dataset.gonogoSeen && text(element) !== "");
    if (told) {
      return { at: "problem", message: text(told) };
    }
  }
  const seen = (selector, host) => selector && all(selector).find((element) =>
    !host || hosts(element).some((name) => name.startsWith(host)));
  for (const [index, { shows, unless, host }] of screens.entries()) {
    const element = !acted.includes(index) && !seen(unless, host) && seen(shows, host);
    if (element) {
      return { at: "screen", screen: index, hosts: hosts(element) };
    }
  }
  return null;
}
