// Public settings and login services. They are read once for a document: an
// open page does not follow changes (observed §J).

const settings = new Map();
let services = [];

const settingIds = [
  "Site_Name", "API_Use_REST_For_DDP_Calls",
  "Accounts_ShowFormLogin", "Accounts_RegistrationForm", "Accounts_PasswordReset",
  "Accounts_AllowUserProfileChange", "Accounts_AllowUserAvatarChange", "Accounts_AllowRealNameChange",
  "Accounts_AllowUsernameChange", "Accounts_AllowUserStatusMessageChange", "Accounts_AllowEmailChange",
  "Accounts_AllowPasswordChange", "Accounts_AllowPasswordChangeForOAuthUsers",
  "Layout_Terms_of_Service", "Layout_Privacy_Policy", "Layout_Legal_Notice",
];

// setting is the value of a public setting, or fallback if the server has none.
function setting(id, fallback) {
  return settings.has(id) ? settings.get(id) : fallback;
}

// loadSettings reads the settings. count keeps the answer to one page.
async function loadSettings() {
  const { body } = await rest("GET", `/api/v1/settings.public?_id=${settingIds.join(",")}&count=${settingIds.length}`);
  for (const { _id, value } of body.settings ?? []) {
    settings.set(_id, value);
  }
}

// loadServices reads the custom OAuth services. Releases up to 6.5 get them by
// publication, later ones from service.configurations; settings.oauth gives the
// same documents in all of them.
async function loadServices() {
  const { body } = await rest("GET", "/api/v1/settings.oauth");
  services = (body.services ?? [])
    .filter((service) => service.custom)
    .sort((a, b) => (a.service < b.service ? -1 : 1));
}

// visibleServices are those that get a button, sorted by key.
function visibleServices() {
  return services.filter((service) => service.showButton !== false);
}

// serviceTitle is the service's key with a capital first letter.
function serviceTitle(service) {
  return service.service.charAt(0).toUpperCase() + service.service.slice(1);
}
