package release

// Behaviour names one thing that changed between releases of Rocket.Chat. A
// release either has it or it has not; nothing else in gonogo may compare
// version numbers.
type Behaviour string

// The behaviours of the login surface. Ranges and sources are in [Switches].
const (
	AddByREST               Behaviour = "add-by-rest"                // POST settings.addCustomOAuth
	AuthorizeEncoded        Behaviour = "authorize-encoded"          // authorize parameters are percent-encoded, but for the client id
	EnvironmentServices     Behaviour = "environment-services"       // custom OAuth services from Accounts_OAuth_Custom_… variables
	TwoFactorSwitch         Behaviour = "two-factor-switch"          // Accounts_TwoFactorAuthentication_Enabled switches every second factor
	PasswordSettingForOAuth Behaviour = "password-setting-for-oauth" // setting Accounts_AllowPasswordChangeForOAuthUsers
	ProfileGuard            Behaviour = "profile-guard"              // the server itself guards name and user name of the profile
	AdminTwoFactor          Behaviour = "admin-two-factor"           // settings writes ask for a second factor
	OAuthTwoFactor          Behaviour = "oauth-two-factor"           // e-mail and TOTP codes are asked of OAuth logins too
	CredentialReusable      Behaviour = "credential-reusable"        // a credential pair logs in again for about three minutes
	KeyField                Behaviour = "key-field"                  // setting -key_field
	GroupsToChannels        Behaviour = "groups-to-channels"         // settings -groups_claim, -channels_admin, -map_channels, -groups_channel_map
	PremiumMapping          Behaviour = "premium-mapping"            // roles and groups mapping needs a licence
	RolesToSync             Behaviour = "roles-to-sync"              // setting -roles_to_sync
	CloseOnRedirectURI      Behaviour = "close-on-redirect-uri"      // an empty login style adds ?close to the redirect URI
	RemovesEverySetting     Behaviour = "removes-every-setting"      // removing a service leaves none of its settings behind
	RemoveByREST            Behaviour = "remove-by-rest"             // POST settings.removeCustomOAuth, settings.refreshOAuthServices
	OplogTailing            Behaviour = "oplog-tailing"              // the server is told where MongoDB's operations log is
	ReactLoginPage          Behaviour = "react-login-page"           // React-like markup; Blaze before
	LoginFieldUsername      Behaviour = "login-field-username"       // the React form's field is named username, not usernameOrEmail
	SignUpPageServices      Behaviour = "sign-up-page-services"      // the sign-up page shows the provider buttons
	LoginErrorToast         Behaviour = "login-error-toast"          // popup failures appear as a toast
	LoginErrorKnownIDs      Behaviour = "login-error-known-ids"      // popup failures with a known error id appear as a callout
	LoginErrorReason        Behaviour = "login-error-reason"         // popup failures with a text as error code appear as a callout
	ButtonColours           Behaviour = "button-colours"             // the page applies the button's colour settings
	Health                  Behaviour = "health"                     // GET /health
	Livez                   Behaviour = "livez"                      // GET /livez, /readyz
	MergeRewritesEmail      Behaviour = "merge-rewrites-email"       // the merge hook compares and replaces e-mails
	EmailCaseInsensitive    Behaviour = "email-case-insensitive"     // lookups by e-mail ignore case
	EmailLowerCased         Behaviour = "email-lower-cased"          // lookups by e-mail lower-case the identity's address
	NoEmailLocksOut         Behaviour = "no-email-locks-out"         // identity without e-mail is never identical
	TokenParamsInQuery      Behaviour = "token-params-in-query"      // token request carries its parameters in the URL
	ErrorsCarryBody         Behaviour = "errors-carry-body"          // handshake errors quote status code and body
	DistinctServices        Behaviour = "distinct-services"          // setting -merge_users_distinct_services and its lookup
	NoAvatarAtCreation      Behaviour = "no-avatar-at-creation"      // the picture is not fetched when the account is created
	AvatarGuard             Behaviour = "avatar-guard"               // fetches of the pictures that services suggest refuse private addresses
	AvatarURLGuard          Behaviour = "avatar-url-guard"           // users.setAvatar refuses private addresses
	AvatarNeedsLogin        Behaviour = "avatar-needs-login"         // Accounts_AvatarBlockUnauthenticatedAccess defaults to true
	AvatarGateFailsLogin    Behaviour = "avatar-gate-fails-login"    // avatar change off fails the first login
	CustomButtonDead        Behaviour = "custom-button-dead"         // a click on a custom OAuth button does nothing
	RedirectLoginLost       Behaviour = "redirect-login-lost"        // redirect style loses logins in Firefox (Meteor_Reload storage)
	RESTLoginRace           Behaviour = "rest-login-race"            // redirect style races account creation when DDP goes over REST
	MaskedLoginErrors       Behaviour = "masked-login-errors"        // login handler errors become 401 User not found
	StoredErrorUnreadable   Behaviour = "stored-error-unreadable"    // a stored callback error surfaces as the removeAsync text
	FirstLoginRolesLost     Behaviour = "first-login-roles-lost"     // the role hook of the first login gets no user
	SSRFGuardOnLogin        Behaviour = "ssrf-guard-on-login"        // token and identity requests refuse private addresses
	EmailCodeForOAuthUsers  Behaviour = "email-code-for-oauth-users" // setting Accounts_twoFactorAuthentication_email_available_for_OAuth_users
	OAuthUserFlag           Behaviour = "oauth-user-flag"            // /me carries isOAuthUser
	ShortVersion            Behaviour = "short-version"              // anonymous /api/info shows major.minor only
	ModernFlow              Behaviour = "modern-flow"                // setting Accounts_OAuth_Use_Modern_Flow exists
	PremiumOAuth            Behaviour = "premium-oauth"              // custom OAuth needs a licence
)

// Switch says in which releases a behaviour is found, and how that is known.
type Switch struct {
	Behaviour Behaviour
	Range     string // semantic-version constraint, as Masterminds/semver reads it
	Source    string // section of rocketchat-oauth.md, pull request, or "assumption: …"
}

// Switches returns the whole table. Sections (§) are those of the behavioural
// specification of custom OAuth that the project was written from.
func Switches() []Switch {
	return []Switch{
		{AddByREST, ">=3.4.0", "§0.4, #14912"},
		{AuthorizeEncoded, ">=3.4.0", "§0.4, #13373; before, nothing is encoded (#12654)"},
		{EnvironmentServices, ">=3.6.2", "§0.4, §1.4"},
		{TwoFactorSwitch, ">=3.18.0", "§2.3, #22801"},
		{PasswordSettingForOAuth, ">=3.9.0", "§2.6, #10391"},
		{ProfileGuard, ">=4.8.0", "saveUserProfile in the public repository: without validateUserEditing in 3.x, with it in the monorepo layout; the release in between is an assumption"},
		{AdminTwoFactor, ">=3.7.0", "§0.4, commit fe7fe3c462"},
		{OAuthTwoFactor, ">=3.9.0", "§0.4, #11726"},
		{CredentialReusable, ">=3.9.0", "§0.4, §7.4"},
		{KeyField, ">=3.12.0", "§0.4, #20573"},
		{GroupsToChannels, ">=3.8.0", "§0.4, #18146"},
		{PremiumMapping, ">=4.0.0", "§0.4, #23201"},
		{RolesToSync, ">=4.2.0", "§0.4, #23588"},
		{CloseOnRedirectURI, "<4.4.0 || >=4.4.1", "§0.4, §3.1, #24355, #24381"},
		{RemovesEverySetting, ">=6.4.0", "§2.2; what older releases leave behind: removeOAuthService of 4.x in the public repository"},
		{RemoveByREST, ">=8.7.0", "§2.1 (about 8.7)"},
		{OplogTailing, "<7.0.0", "§10.1 (MONGO_OPLOG_URL up to 6.x)"},
		{ReactLoginPage, ">=5.4.0", "§0.4, §9.1"},
		{LoginFieldUsername, ">=5.4.0, <7.0.0", "§9.2"},
		{SignUpPageServices, "<5.4.0", "template loginForm (app/ui-login/client/login/form.html): the services stand outside of its states; observed §J shows none in 7.1"},
		{LoginErrorToast, "<5.4.0", "§9.2, §14.5"},
		{LoginErrorKnownIDs, ">=6.3.0, <6.7.0", "§9.2"},
		{LoginErrorReason, ">=6.7.0", "§9.2, #31804"},
		{ButtonColours, "<5.4.0 || >=7.0.0", "§9.1, #33333"},
		{Health, ">=5.3.0", "§0.4, #27026"},
		{Livez, ">=7.11.0", "§0.4, #36955"},
		{MergeRewritesEmail, ">=5.4.0", "§0.4, #27148"},
		{EmailCaseInsensitive, ">=5.3.1", "§0.4, #27167"},
		{EmailLowerCased, ">=5.2.0", "§5.1"},
		{NoEmailLocksOut, ">=5.4.0, <=6.3.0", "§0.4, #30041"},
		{TokenParamsInQuery, "=6.3.0", "§0.4, #30003"},
		{ErrorsCarryBody, "<6.3.0", "§4.2"},
		{DistinctServices, ">=6.3.0", "§0.4, #28783"},
		{NoAvatarAtCreation, ">=6.3.0", "§6.1, commit 48ac55f4ea"},
		{AvatarGuard, ">=8.2.0", "§6.2"},
		{AvatarURLGuard, ">=7.1.0", "§6.2, §14.6"},
		{AvatarNeedsLogin, ">=6.12.0", "§6.3, #33035"},
		{AvatarGateFailsLogin, "<6.3.0", "§6.1, #14776; §14.7 (not in 7.1.0)"},
		{CustomButtonDead, "=6.6.0", "§0.4, #31753"},
		{RedirectLoginLost, ">=6.4.0, <=6.4.5", "§0.4 (in Firefox), §7.3, #30750; Chromium works (#30545, #30688)"},
		{RESTLoginRace, "<6.0.0", "§14.3 (seen at 3.18.2), #27664 (5.x); upper end is an assumption"},
		{MaskedLoginErrors, ">=7.0.0", "§0.4, #32159"},
		{StoredErrorUnreadable, ">=7.0.0", "§14.7, seen at 7.1.0; upper end unknown, assumed open"},
		{FirstLoginRolesLost, ">=7.0.0, <7.5.0", "§0.4, #35540"},
		{SSRFGuardOnLogin, "=8.2.0", "§0.4, #39328, #39505"},
		{EmailCodeForOAuthUsers, ">=6.13.0", "§2.3"},
		{OAuthUserFlag, ">=7.0.0", "§14.2, seen at 7.1.0; lower end is an assumption"},
		{ShortVersion, ">=4.0.0", "§2.1"},
		{ModernFlow, ">=8.7.0, <9.0.0", "§0.1"},
		{PremiumOAuth, ">=9.0.0", "§0.1, #42477"},
	}
}
