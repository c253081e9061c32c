package diagnosis

// Cause is the word for something that goes wrong. It is a stable key.
type Cause string

// Causes that lie in the settings of the service.
const (
	ServiceMissing        Cause = "service-missing"             // nobody has added the service
	ServiceDisabled       Cause = "service-disabled"            // it is there, but switched off
	ButtonHidden          Cause = "button-hidden"               // Show Button on Login Page is off
	URLWrong              Cause = "url-wrong"                   // URL is not the provider's
	URLTrailingSlash      Cause = "url-trailing-slash"          // URL ends in a slash, so that addresses get two
	AuthorizePathWrong    Cause = "authorize-path-wrong"        // Authorize Path is not the guide's and leads nowhere
	TokenPathWrong        Cause = "token-path-wrong"            // Token Path, likewise
	IdentityPathWrong     Cause = "identity-path-wrong"         // Identity Path, likewise
	ClientUnknown         Cause = "client-unknown"              // the provider knows no client of this Id
	SecretWrong           Cause = "secret-wrong"                // the provider refuses the Secret
	TokenWayRefused       Cause = "token-way-refused"           // Token Sent Via is not the way that the provider takes
	IdentityWayRefused    Cause = "identity-way-refused"        // Identity Token Sent Via, likewise
	ScopeRefused          Cause = "scope-refused"               // the provider refuses the Scope
	StyleAddsClose        Cause = "style-adds-close"            // an empty Login Style adds ?close to the redirect URI
	PopupCut              Cause = "popup-cut"                   // the provider's Cross-Origin-Opener-Policy cuts popups off
	RedirectNotRegistered Cause = "redirect-uri-not-registered" // the provider does not accept Rocket.Chat's callback
	SettingDiffers        Cause = "setting-differs"             // any other setting is not as the guide says
)

// Causes that lie in the settings of the workspace.
const (
	SiteURLDiffers     Cause = "site-url-differs"    // Site_Url (ROOT_URL) is not the address that people type
	RegistrationClosed Cause = "registration-closed" // new people of providers are refused
	DomainRefused      Cause = "domain-refused"      // their e-mail's domain is not on the list
	ApprovalPending    Cause = "approval-pending"    // an administrator has to approve new people
	EmailCodeAsked     Cause = "email-code-asked"    // Rocket.Chat's own second factor by e-mail (§5.5)
	RateLimited        Cause = "rate-limited"        // too many calls: 429 or too-many-requests
	LoginBlocked       Cause = "login-blocked"       // too many failed logins
	ReleaseBug         Cause = "release-bug"         // this release cannot do it, whatever is configured
)

// Causes that lie at the provider.
const (
	ProviderUnreachable  Cause = "provider-unreachable"       // no connection to its address at all
	CertificateUntrusted Cause = "certificate-untrusted"      // Rocket.Chat's server does not trust its certificate
	AuthorizeDown        Cause = "authorize-endpoint-down"    // no connection to the authorize endpoint, or no answer
	AuthorizeFailing     Cause = "authorize-endpoint-failing" // it answers 5xx
	TokenDown            Cause = "token-endpoint-down"        // the token endpoint answers no connection
	TokenSlow            Cause = "token-endpoint-slow"        // it takes longer than Rocket.Chat waits (20 s)
	TokenFailing         Cause = "token-endpoint-failing"     // it answers 5xx
	TokenNotJSON         Cause = "token-answer-not-json"      // it answers HTML, nothing, or broken JSON
	TokenError           Cause = "token-answer-error"         // it answers 200 with an "error" in it
	TokenMissing         Cause = "access-token-missing"       // its answer has no access_token
	IdentityDown         Cause = "identity-endpoint-down"
	IdentitySlow         Cause = "identity-endpoint-slow"
	IdentityFailing      Cause = "identity-endpoint-failing"
	IdentityNotJSON      Cause = "identity-answer-not-json"
	IdentityWithoutID    Cause = "identity-without-id"    // nothing in it that Rocket.Chat takes for an id (§4.4)
	UsernameMissing      Cause = "username-claim-missing" // the mapped user name is not among the claims
	EmailMissing         Cause = "email-claim-missing"    // the mapped e-mail is not among the claims
	NameMissing          Cause = "name-claim-missing"     // a part of the mapped name is not among the claims
	PictureMissing       Cause = "picture-claim-missing"  // no picture among the claims
	PictureUnreachable   Cause = "picture-unreachable"    // the picture's address does not answer with a picture
)

// Causes that lie in an account that is there already.
const (
	UsernameTaken      Cause = "username-taken"      // somebody else in Rocket.Chat has the user name
	AccountConflict    Cause = "account-conflict"    // the own account differs from the identity, and merging is off
	AccountDeactivated Cause = "account-deactivated" // an administrator has switched the account off
)

// Causes that lie in one attempt to log in.
const (
	AccessDenied      Cause = "access-denied"         // the person or the provider refused (error=access_denied)
	LoginRequired     Cause = "login-required"        // the provider had no session (error=login_required)
	ProviderError     Cause = "provider-error"        // the provider sent the person back with another error
	StateTampered     Cause = "state-tampered"        // the state that came back cannot be read
	StateMissing      Cause = "state-missing"         // none came back
	StateForeign      Cause = "state-foreign"         // it is another attempt's
	CallbackReplayed  Cause = "callback-replayed"     // the callback was visited twice
	CredentialExpired Cause = "credential-expired"    // Rocket.Chat had dropped the login before it was picked up (§7.4)
	PopupClosed       Cause = "popup-closed"          // the person closed the popup
	PopupBlocked      Cause = "popup-blocked"         // the browser blocked the popup
	AttemptUnfinished Cause = "attempt-unfinished"    // the person never came back from the provider
	DisabledMeanwhile Cause = "disabled-meanwhile"    // the service was switched off while the person was at the provider
	SecondFactorAsked Cause = "second-factor-asked"   // Rocket.Chat asked for a code
	FormBlocked       Cause = "provider-form-blocked" // the provider's form-action policy blocks the way back to http
)
