package guide

// Topic is what a statement is about; suites find a guide's statements by it.
// For a setting of the service it is the suffix of the setting with hyphens
// ("token-path", "login-style", "enable"), for a setting of the accounts its
// name ("allow-name-change"); the others are listed below.
type Topic string

// Topics of outcomes: what a person sees and what becomes of the account.
const (
	TopicButtonOnLoginPage   Topic = "button-on-login-page"  // a button appears on the login page
	TopicButtonOnSignUpPage  Topic = "button-on-signup-page" // … and on the sign-up page
	TopicOpenLoginPage       Topic = "open-login-page"       // the login page opens at the guide's address
	TopicProviderPage        Topic = "provider-page"         // a click leads to the provider's page
	TopicProviderCredentials Topic = "provider-credentials"  // the person signs in there
	TopicLogin               Topic = "login"                 // a login ends as an authorised user
	TopicPopup               Topic = "popup"                 // the provider's page is a popup
	TopicConsent             Topic = "consent"               // the provider asks for consent
	TopicMergeUsers          Topic = "merge-users"           // existing accounts are linked
	TopicAvatarSync          Topic = "avatar-sync"           // the picture is taken over
	TopicUsernameSync        Topic = "username-sync"         // the user name is taken over
	TopicEmailSync           Topic = "email-sync"            // the e-mail is taken over
	TopicProfileChange       Topic = "profile-change"        // people may change what the provider sent
	TopicSecondFactor        Topic = "second-factor"         // a second factor is asked, by either side
	TopicReleaseRange        Topic = "release-range"         // releases that the guide is for
	TopicEdition             Topic = "edition"               // Community or Enterprise
	TopicWorkspaceURL        Topic = "workspace-url"         // ROOT_URL must be the address that people type
)

// Topics of the way to the settings in Rocket.Chat.
const (
	TopicRocketChatAdmin      Topic = "rocketchat-admin"       // an administrator logs in
	TopicOpenOAuthSettings    Topic = "open-oauth-settings"    // the OAuth group of the settings
	TopicOpenAccountsSettings Topic = "open-accounts-settings" // the Accounts group
	TopicAddCustomOAuth       Topic = "add-custom-oauth"       // "Add custom OAuth"
	TopicServiceName          Topic = "service-name"           // the name typed there
	TopicServiceListed        Topic = "service-listed"         // the new service appears in the list
	TopicExpandSettings       Topic = "expand-settings"        // its settings are opened
	TopicFieldMap             Topic = "field-map"              // Clavex's JSON field map
	TopicDefaultsKept         Topic = "defaults-kept"          // unnamed settings keep their defaults
	TopicSaveSettings         Topic = "save-settings"          // the settings are saved
)

// Topics of Rocket.Chat's registration at the provider.
const (
	TopicProviderLogin       Topic = "provider-login"       // the provider's administrator logs in
	TopicCreateApplication   Topic = "create-application"   // a client is created
	TopicEditApplication     Topic = "edit-application"     // … and opened again
	TopicSaveApplication     Topic = "save-application"     // … and saved
	TopicApplicationType     Topic = "application-type"     // OAuth or OpenID Connect
	TopicApplicationName     Topic = "application-name"     // the client's name
	TopicApplicationAddress  Topic = "application-address"  // the workspace's address
	TopicRegistrationRequest Topic = "registration-request" // headers of a registration over HTTP
	TopicRedirectURI         Topic = "redirect-uri"         // the redirect URI registered at the provider
	TopicCredentials         Topic = "credentials"          // client id and secret
	TopicGrantTypes          Topic = "grant-types"          // grants of the client
	TopicClientScopes        Topic = "client-scopes"        // scopes of the client
	TopicClientAuthMethod    Topic = "client-auth-method"   // how the client authenticates
	TopicEndpoints           Topic = "endpoints"            // the provider's addresses
	TopicPolicy              Topic = "policy"               // who may log in, and how
)

// Topics of people at the provider and of its adaptive authentication.
const (
	TopicDirectory        Topic = "directory"         // where people are kept: LDAP and others
	TopicCreateUser       Topic = "create-user"       // one person is added
	TopicBulkUpload       Topic = "bulk-upload"       // many people from a CSV file
	TopicSelfRegistration Topic = "self-registration" // people add themselves
	TopicAdaptiveAction   Topic = "adaptive-action"   // allow, challenge, deny
	TopicAdaptiveIP       Topic = "adaptive-ip"       // by IP address
	TopicAdaptiveDevice   Topic = "adaptive-device"   // by number of devices
	TopicTrustedDevice    Topic = "trusted-device"    // a device is remembered
)
