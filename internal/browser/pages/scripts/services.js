// Whether the login page knows its login services, so that a button that is
// not there is really absent. Up to 6.5 they arrive by publication
// (Meteor's Accounts.loginServicesConfigured), from 6.6 on by REST (§2.1).
(markup) => {
  if (document.readyState !== "complete" || !(shown(markup.userField) || shown(markup.serviceButtons) || shown(markup.signUpField))) {
    return false;
  }
  if (shown(markup.serviceButtons)) {
    return true;
  }
  const requests = performance.getEntriesByType("resource").filter(({ name }) =>
    /\/api\/v1\/(service\.configurations|settings\.oauth)/.test(name));
  const accounts = window.Package?.["accounts-base"]?.Accounts;
  return requests.length > 0
    ? requests.every(({ responseEnd }) => responseEnd > 0)
    : !accounts || accounts.loginServicesConfigured();
}
