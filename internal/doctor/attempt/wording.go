package attempt

import (
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
)

// wording is what a finding says of a cause.
type wording struct {
	problem, fix string
	topic        guide.Topic // what a guide says it under; "": nothing
}

// wordings are those of the causes that a record can show.
func wordings() map[diagnosis.Cause]wording {
	return map[diagnosis.Cause]wording{
		diagnosis.PopupBlocked: {
			"The browser blocked the popup with the provider's page.",
			"Allow popups for Rocket.Chat, or set Login Style to Redirect.", "login-style"},
		diagnosis.PopupCut: {
			"The provider's page cuts the popup off from Rocket.Chat's page, which takes it for closed and gives the login up.",
			"Set Login Style to Redirect.", "login-style"},
		diagnosis.PopupClosed: {
			"The popup was closed before the person came back from the provider.",
			"Log in again, and leave the popup open until it closes by itself.", ""},
		diagnosis.AttemptUnfinished: {
			"The person never came back from the provider.",
			"Log in again, and follow the provider's pages to their end.", ""},
		diagnosis.FormBlocked: {
			"The Content-Security-Policy of the provider's page does not let its form lead back to Rocket.Chat over http.",
			"Serve Rocket.Chat over https.", guide.TopicWorkspaceURL},
		diagnosis.ProviderUnreachable: {
			"The browser got no answer from the provider.",
			"Check the service's URL, and that the provider runs and can be reached.", "url"},
		diagnosis.RateLimited: {
			"There were too many calls in a short time.",
			"Wait a minute and log in again, or raise the limit.", ""},
		diagnosis.StyleAddsClose: {
			"An empty Login Style makes Rocket.Chat add ?close to the redirect URI, which the provider does not accept.",
			"Set Login Style to Redirect or Popup.", "login-style"},
		diagnosis.RedirectNotRegistered: {
			"The provider does not accept the redirect URI.",
			"Register exactly this redirect URI at the provider.", guide.TopicRedirectURI},
		diagnosis.ClientUnknown: {
			"The provider does not know the client, or does not let it log people in.",
			"Set Id to the client id that the provider gave.", guide.TopicCredentials},
		diagnosis.ScopeRefused: {
			"The provider refuses the scope.",
			"Set Scope to what the provider grants to this client.", "scope"},
		diagnosis.AccessDenied: {
			"The person, or the provider's policy, refused the login at the provider.",
			"Log in again and allow the access; if nobody refused it, look at the provider's policy for this client.", guide.TopicPolicy},
		diagnosis.LoginRequired: {
			"The provider wanted a session that the person did not have.",
			"Log in at the provider first, and take what forbids its login page, as prompt=none, out of Authorize Path.", "authorize-path"},
		diagnosis.ProviderError: {
			"The provider sent the person back with an error.",
			"Look the error up in the provider's log.", ""},
		diagnosis.StateMissing: {
			"The provider, or something on the way, has lost the state.",
			"Begin at Rocket.Chat's login page; if it happens again, see what stands between the provider and Rocket.Chat.", ""},
		diagnosis.StateTampered: {
			"The state that came back cannot be the one that Rocket.Chat sent.",
			"Log in again from Rocket.Chat's login page; if it happens again, see what stands between the provider and Rocket.Chat.", ""},
		diagnosis.StateForeign: {
			"The callback belongs to another attempt.",
			"Log in again from Rocket.Chat's login page, in one tab, and follow no link to a callback.", ""},
		diagnosis.CallbackReplayed: {
			"The callback was visited again, although its code is good for one visit.",
			"Log in again from Rocket.Chat's login page; do not reload the callback or go back to it.", ""},
		diagnosis.SiteURLDiffers: {
			"Rocket.Chat's own address (Site_Url) is not the one that the person uses.",
			"Set Site_Url to the address that people type; a stored Site_Url beats ROOT_URL.", guide.TopicWorkspaceURL},
		diagnosis.CredentialExpired: {
			"Rocket.Chat had dropped the login before the page asked for it.",
			"Log in again, and do not interrupt the login after the provider's page.", ""},
		diagnosis.DisabledMeanwhile: {
			"The service was switched off while the person was at the provider.",
			"Switch the service on and log in again.", "enable"},
		diagnosis.EmailCodeAsked: {
			"Rocket.Chat asks for a code that it sends by e-mail.",
			"Enter the code, or switch Two Factor Authentication by e-mail off for people of providers.", guide.TopicSecondFactor},
		diagnosis.SecondFactorAsked: {
			"Rocket.Chat asks for the code of a second factor.",
			"Enter the code of the authenticator.", guide.TopicSecondFactor},
		diagnosis.ApprovalPending: {
			"An administrator has to approve the account first.",
			"Activate the account, or switch Manually Approve New Users off.", ""},
		diagnosis.AccountDeactivated: {
			"The account is not active: an administrator has switched it off, or has not approved it yet.",
			"Activate the account.", ""},
		diagnosis.LoginBlocked: {
			"Rocket.Chat blocks logins after too many failed ones.",
			"Wait until the block ends, or change Block Multiple Failed Logins.", ""},
		diagnosis.RegistrationClosed: {
			"Rocket.Chat takes no new people from providers.",
			"Switch Registration with Authentication Services on, or create the account first.", ""},
		diagnosis.DomainRefused: {
			"The domain of the person's e-mail is not on Rocket.Chat's list.",
			"Add the domain to Allowed Domains List.", ""},
		diagnosis.UsernameTaken: {
			"An account in Rocket.Chat has the user name already, and it is not linked to this person.",
			"Rename or delete that account, or let Rocket.Chat merge users.", guide.TopicMergeUsers},
		diagnosis.AccountConflict: {
			"The account in Rocket.Chat differs from the identity in name or e-mail, and Merge users does not bridge it.",
			"Make them equal, or switch Merge users on.", guide.TopicMergeUsers},
		diagnosis.IdentityWithoutID: {
			"The provider's identity has nothing that Rocket.Chat takes for an id.",
			"Set Identity Path to an endpoint that answers with an id, as sub.", "identity-path"},
		diagnosis.ReleaseBug: {
			"This release of Rocket.Chat cannot finish such a login.",
			"Use another release, or the other Login Style.", guide.TopicReleaseRange},
	}
}
