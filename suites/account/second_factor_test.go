package account_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// "By default, Rocket.chat will attempt to use two-factor authentication with any
// new user": it asks for a code by e-mail whether it can send mail or not, and has
// made the account already (§5.5, observed §G).
func codeByDefault() scenario.Scenario {
	return scenario.Scenario{
		Key:       "code-by-default",
		Title:     "by default Rocket.Chat asks a new person for a code by e-mail",
		Asserts:   []guide.Topic{guide.TopicSecondFactor},
		Service:   popup(),
		Workspace: asksForCodes(nil),
		Applies:   atAuthentik,
		Steps:     isAsked,
	}
}

// The other guides do not tell their readers, who meet it all the same wherever
// the provider sends an e-mail address.
func codeByDefaultElsewhere() scenario.Scenario {
	s := codeByDefault()
	s.Key, s.Asserts, s.Service, s.Breadth = "code-by-default-elsewhere", nil, nil, true
	s.Applies = func(g *guide.Guide, r release.Release) bool {
		return (g.ID == "clavex" || g.ID == "miniorange") && letsIn(r) && !r.Has(release.RESTLoginRace)
	}
	s.Steps = func(r *scenario.Run) {
		r.Finding(guide.TopicLogin, "a workspace with its default settings asks every new person for a code by e-mail, "+
			"whether it can send mail or not; the guide does not say so, nor that Enable Two Factor Authentication may be turned off")
		isAsked(r)
	}
	return s
}

func isAsked(r *scenario.Run) {
	ada := r.NewPerson()
	attempt(ada)
	ada.IsAskedForACode()
	ada.HasAnAccountAllTheSame(true)
}

// The guide's remedy: no second factor at all.
func noCodeWithoutSecondFactor() scenario.Scenario {
	return isNotAsked("no-code-without-second-factor", "with Rocket.Chat's second factor off a new person is asked for none", nil,
		[]guide.Topic{"two-factor-authentication"}, nil)
}

// Another remedy: no codes by e-mail.
func noCodeWithoutEmailFactor() scenario.Scenario {
	return isNotAsked("no-code-without-email-factor", "with codes by e-mail off a new person is asked for none",
		map[string]any{"Accounts_TwoFactorAuthentication_By_Email_Enabled": false}, nil, nil)
}

// From 6.13 on there is a setting for this very case (§2.3).
func noCodeForOAuthUsers() scenario.Scenario {
	return isNotAsked("no-code-for-oauth-users", "with codes off for OAuth users a new person is asked for none",
		map[string]any{"Accounts_twoFactorAuthentication_email_available_for_OAuth_users": false}, nil,
		func(r release.Release) bool { return r.Has(release.EmailCodeForOAuthUsers) })
}

// A credential logs in again for some minutes: a code comes with the credential
// that was asked for it (§7.4).
func credentialAgain() scenario.Scenario {
	return scenario.Scenario{
		Key:     "credential-again",
		Title:   "the credential of a login lasts until a code has been typed",
		Service: popup(),
		Applies: atAuthentik,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			ada.ComesAgainWithHerCredential()
		},
	}
}

func isNotAsked(key, title string, workspace map[string]any, optional []guide.Topic, has func(release.Release) bool) scenario.Scenario {
	return scenario.Scenario{
		Key: key, Title: title, Asserts: optional, Optional: optional,
		Service: popup(), Workspace: asksForCodes(workspace), Breadth: optional == nil,
		Applies: func(g *guide.Guide, r release.Release) bool { return atAuthentik(g, r) && (has == nil || has(r)) },
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			ada.IsKnownToTheAPI()
		},
	}
}
