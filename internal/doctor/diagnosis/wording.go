package diagnosis

import "gonogo/internal/guide"

// Explain is a finding of a cause in the doctor's words, pointed at what the guide
// says about it; g may be nil. Only causes of single logins have words here: those
// of settings need what was found and what was wanted in them.
func Explain(cause Cause, g *guide.Guide) Finding {
	says := worded(cause)
	f := Finding{Cause: cause, Problem: says.problem, Fix: says.fix}
	if g != nil && says.topic != "" {
		f = f.About(g, says.topic)
	}
	return f
}

// wording is what a finding says of a cause.
type wording struct {
	problem, fix string
	topic        guide.Topic // what a guide says it under; "": nothing
}

// worded finds the wording of a cause.
func worded(cause Cause) wording {
	for _, some := range []map[Cause]wording{onTheWay(), onTheWayBack(), aboutAccounts(), aboutTokens(), aboutIdentities()} {
		if w, ok := some[cause]; ok {
			return w
		}
	}
	return wording{}
}

// onTheWay has the causes of the way to the provider and its pages.
func onTheWay() map[Cause]wording {
	return map[Cause]wording{
		PopupBlocked: {
			"The browser blocked the popup with the provider's page.",
			"Allow popups for Rocket.Chat, or set Login Style to Redirect.", "login-style"},
		PopupCut: {
			"The provider's page cuts the popup off from Rocket.Chat's page, which takes it for closed and gives the login up.",
			"Set Login Style to Redirect.", "login-style"},
		PopupClosed: {
			"The popup was closed before the person came back from the provider.",
			"Log in again, and leave the popup open until it closes by itself.", ""},
		AttemptUnfinished: {
			"The person never came back from the provider.",
			"Log in again, and follow the provider's pages to their end.", ""},
		FormBlocked: {
			"The Content-Security-Policy of the provider's page does not let its form lead back to Rocket.Chat over http.",
			"Serve Rocket.Chat over https.", guide.TopicWorkspaceURL},
		ProviderUnreachable: {
			"The browser got no answer from the provider.",
			"Check the service's URL, and that the provider runs and can be reached.", "url"},
		AuthorizeDown: {
			"The browser got no answer from the provider's authorize endpoint.",
			"Check Authorize Path, and that the provider's endpoint runs.", "authorize-path"},
		AuthorizeFailing: {
			"The provider's authorize endpoint fails.",
			"Look the failure up in the provider's log.", guide.TopicEndpoints},
		RateLimited: {
			"There were too many calls in a short time.",
			"Wait a minute and log in again, or raise the limit.", ""},
		StyleAddsClose: {
			"An empty Login Style makes Rocket.Chat add ?close to the redirect URI, which the provider does not accept.",
			"Set Login Style to Redirect or Popup.", "login-style"},
		RedirectNotRegistered: {
			"The provider does not accept the redirect URI.",
			"Register exactly this redirect URI at the provider.", guide.TopicRedirectURI},
		ClientUnknown: {
			"The provider does not know the client, or does not let it log people in.",
			"Set Id to the client id that the provider gave.", guide.TopicCredentials},
		ScopeRefused: {
			"The provider refuses the scope.",
			"Set Scope to what the provider grants to this client.", "scope"},
	}
}

// onTheWayBack has the causes of the way back to Rocket.Chat.
func onTheWayBack() map[Cause]wording {
	return map[Cause]wording{
		AccessDenied: {
			"The person, or the provider's policy, refused the login at the provider.",
			"Log in again and allow the access; if nobody refused it, look at the provider's policy for this client.", guide.TopicPolicy},
		LoginRequired: {
			"The provider wanted a session that the person did not have.",
			"Log in at the provider first, and take what forbids its login page, as prompt=none, out of Authorize Path.", "authorize-path"},
		ProviderError: {
			"The provider sent the person back with an error.",
			"Look the error up in the provider's log.", ""},
		StateMissing: {
			"The provider, or something on the way, has lost the state.",
			"Begin at Rocket.Chat's login page; if it happens again, see what stands between the provider and Rocket.Chat.", ""},
		StateTampered: {
			"The state that came back cannot be the one that Rocket.Chat sent.",
			"Log in again from Rocket.Chat's login page; if it happens again, see what stands between the provider and Rocket.Chat.", ""},
		StateForeign: {
			"The callback belongs to another attempt.",
			"Log in again from Rocket.Chat's login page, in one tab, and follow no link to a callback.", ""},
		CallbackReplayed: {
			"The callback was visited again, although its code is good for one visit.",
			"Log in again from Rocket.Chat's login page; do not reload the callback or go back to it.", ""},
		SiteURLDiffers: {
			"Rocket.Chat's own address (Site_Url) is not the one that the person uses.",
			"Set Site_Url to the address that people type; a stored Site_Url beats ROOT_URL.", guide.TopicWorkspaceURL},
		CredentialExpired: {
			"Rocket.Chat had dropped the login before the page asked for it.",
			"Log in again, and do not interrupt the login after the provider's page.", ""},
		DisabledMeanwhile: {
			"The service was switched off while the person was at the provider.",
			"Switch the service on and log in again.", "enable"},
	}
}

// aboutAccounts has the causes of the login call and the accounts behind it.
func aboutAccounts() map[Cause]wording {
	return map[Cause]wording{
		EmailCodeAsked: {
			"Rocket.Chat asks for a code that it sends by e-mail.",
			"Enter the code, or switch Two Factor Authentication by e-mail off for people of providers.", guide.TopicSecondFactor},
		SecondFactorAsked: {
			"Rocket.Chat asks for the code of a second factor.",
			"Enter the code of the authenticator.", guide.TopicSecondFactor},
		ApprovalPending: {
			"An administrator has to approve the account first.",
			"Activate the account, or switch Manually Approve New Users off.", ""},
		AccountDeactivated: {
			"The account is not active: an administrator has switched it off, or has not approved it yet.",
			"Activate the account.", ""},
		LoginBlocked: {
			"Rocket.Chat blocks logins after too many failed ones.",
			"Wait until the block ends, or change Block Multiple Failed Logins.", ""},
		RegistrationClosed: {
			"Rocket.Chat takes no new people from providers.",
			"Switch Registration with Authentication Services on, or create the account first.", ""},
		DomainRefused: {
			"The domain of the person's e-mail is not on Rocket.Chat's list.",
			"Add the domain to Allowed Domains List.", ""},
		UsernameTaken: {
			"An account in Rocket.Chat has the user name already, and it is not linked to this person.",
			"Rename or delete that account, or let Rocket.Chat merge users.", guide.TopicMergeUsers},
		AccountConflict: {
			"The account in Rocket.Chat differs from the identity in name or e-mail, and Merge users does not bridge it.",
			"Make them equal, or switch Merge users on.", guide.TopicMergeUsers},
		IdentityWithoutID: {
			"The provider's identity has nothing that Rocket.Chat takes for an id.",
			"Set Identity Path to an endpoint that answers with an id, as sub.", "identity-path"},
		ReleaseBug: {
			"This release of Rocket.Chat cannot finish such a login.",
			"Use a release that can.", guide.TopicReleaseRange},
	}
}

// aboutTokens has the causes of the token endpoint.
func aboutTokens() map[Cause]wording {
	return map[Cause]wording{
		TokenDown: {
			"The token endpoint answers no connection.",
			"Check Token Path, and that the provider's token endpoint runs.", "token-path"},
		TokenSlow: {
			"The token endpoint takes longer than Rocket.Chat waits.",
			"Find out at the provider what its token endpoint waits for.", guide.TopicEndpoints},
		TokenFailing: {
			"The token endpoint fails.",
			"Look the failure up in the provider's log.", guide.TopicEndpoints},
		TokenNotJSON: {
			"The token endpoint's answer is no JSON.",
			"Set Token Path to the provider's token endpoint.", "token-path"},
		TokenError: {
			"The token endpoint answers with an error.",
			"Look the error up in the provider's log.", guide.TopicEndpoints},
		TokenMissing: {
			"The token endpoint's answer has no access token.",
			"Set Token Path to the provider's token endpoint, and let the provider issue access tokens to this client.", "token-path"},
		TokenPathWrong: {
			"There is no token endpoint at this address.",
			"Set Token Path to the provider's token endpoint.", "token-path"},
		SecretWrong: {
			"The provider refuses the client's Id and Secret.",
			"Set Secret to the one that the provider gave to this client.", guide.TopicCredentials},
		TokenWayRefused: {
			"The provider does not take the client's secret the way that it is sent.",
			"Set Token Sent Via to the other way.", "token-sent-via"},
	}
}

// aboutIdentities has the causes of the identity endpoint, its claims, and what the server sees otherwise.
func aboutIdentities() map[Cause]wording {
	return map[Cause]wording{
		IdentityDown: {
			"The identity endpoint answers no connection.",
			"Check Identity Path, and that the provider's endpoint runs.", "identity-path"},
		IdentitySlow: {
			"The identity endpoint takes longer than Rocket.Chat waits.",
			"Find out at the provider what its endpoint waits for.", guide.TopicEndpoints},
		IdentityFailing: {
			"The identity endpoint does not answer a good token with an identity.",
			"Look the failure up in the provider's log.", guide.TopicEndpoints},
		IdentityNotJSON: {
			"The identity endpoint's answer is no JSON.",
			"Set Identity Path to the provider's user info endpoint, and let it answer without a signature.", "identity-path"},
		IdentityPathWrong: {
			"There is no identity endpoint at this address.",
			"Set Identity Path to the provider's user info endpoint.", "identity-path"},
		IdentityWayRefused: {
			"The provider does not take the access token the way that it is sent.",
			"Set Identity Token Sent Via to the other way.", "identity-token-sent-via"},
		UsernameMissing: {
			"The mapped user name is not among the provider's claims.",
			"Give the person that claim at the provider, or change Username field.", "username-field"},
		EmailMissing: {
			"The mapped e-mail is not among the provider's claims.",
			"Give the person that claim at the provider, or change Email field.", "email-field"},
		NameMissing: {
			"A part of the mapped name is not among the provider's claims, so that it reads \"undefined\".",
			"Give the person that claim at the provider, or change Name field.", "name-field"},
		PictureMissing: {
			"The mapped picture is not among the provider's claims.",
			"Give the person a picture at the provider, or change Avatar field.", "avatar-field"},
		PictureUnreachable: {
			"The address of the picture does not answer with a picture.",
			"Make the picture's address answer 200 with an image, without a login.", guide.TopicAvatarSync},
		CertificateUntrusted: {
			"Rocket.Chat's server does not trust the provider's certificate, which no public authority has signed.",
			"Give Rocket.Chat's server the authority's certificate by NODE_EXTRA_CA_CERTS, and start it again.", ""},
	}
}
