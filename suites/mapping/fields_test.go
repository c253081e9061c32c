package mapping_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/scenario"
)

// What the guide maps is what the provider tells: user name, e-mail and name of
// a new account are the person's, and the picture's address is kept beside them.
func fieldsAsTheGuideMapsThem() scenario.Scenario {
	return scenario.Scenario{
		Key:     "fields-as-mapped",
		Title:   "user name, e-mail and name arrive from the claims that the guide maps",
		Asserts: []guide.Topic{guide.TopicFieldMap, guide.TopicUsernameSync, guide.TopicEmailSync, "username-field", "email-field", "name-field"},
		Applies: withSettingOf(guide.TopicFieldMap, "username-field"),
		Steps: func(r *scenario.Run) {
			ada := r.NewPersonWho(func(p *provider.Person) {
				if r.Field("avatar-field") != "" {
					p.Picture = r.Guide().ProviderURL + "/no-such-picture.png"
				}
			})
			ada.LogsInForTheFirstTime()
			ada.Account()
			ada.HasTheFields(scenario.Fields{Username: ada.Username, Name: ada.Name, Email: ada.Email, MappedEmail: ada.Email})
			ada.ClaimArrives(ada.Username, "username")
			ada.ClaimArrives(ada.Email, "email")
			ada.ClaimArrives(ada.Name, "name")
			if r.Field("avatar-field") != "" {
				ada.ClaimArrives(ada.Picture, "avatarUrl")
			}
		},
	}
}

// The guide of Clavex calls it synchronisation: what changes at the provider is
// to change in Rocket.Chat with the next login.
func usernameFollows() scenario.Scenario {
	return scenario.Scenario{
		Key:     "username-follows",
		Title:   "a user name that changes at the provider changes with the next login",
		Asserts: []guide.Topic{guide.TopicUsernameSync},
		Applies: withSettingOf(guide.TopicUsernameSync),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada, before := comesBack(r, "her user name", func(p *provider.Person) { p.Username = "new-" + p.Username })
			ada.HasTheUsername(before, ada.Username)
		},
	}
}

func emailFollows() scenario.Scenario {
	return scenario.Scenario{
		Key:     "email-follows",
		Title:   "an e-mail that changes at the provider changes with the next login",
		Asserts: []guide.Topic{guide.TopicEmailSync},
		Applies: withSettingOf(guide.TopicEmailSync),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada, _ := comesBack(r, "her e-mail", func(p *provider.Person) { p.Claims["email"] = "new-" + p.Email })
			ada.HasTheAddress("new-" + ada.Email)
		},
	}
}

// comesBack is somebody whose profile has changed between two logins, and her account
// as the first one has made it.
func comesBack(r *scenario.Run, what string, change func(*provider.Person)) (*scenario.Person, *scenario.Local) {
	ada := r.NewPersonTelling(func(provider.Person) map[string]any { return map[string]any{} })
	ada.LogsInForTheFirstTime()
	account := ada.Account()
	ada.Becomes(what, change)
	ada.TakesAFreshBrowser()
	ada.TriesToLogIn(account, scenario.Fate{})
	return ada, account
}

// Without a mapped user name the person chooses one on a page of Rocket.Chat's,
// which suggests one and takes only what it would take at sign-up.
func withoutUsernameField() scenario.Scenario {
	return scenario.Scenario{
		Key:     "username-chosen",
		Title:   "a person for whom no user name is mapped chooses one",
		Service: map[string]any{"login_style": "popup", "identity_token_sent_via": "header"},
		Applies: anyOf("encvoy", "entra"),
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.MustChooseAUsername()
			ada.HasTheFields(nothingMapped(r, ada, ""))
			ada.CannotChoose("ada b")
			ada.TakesTheUsername(ada.Username)
			ada.HasTheFields(nothingMapped(r, ada, ada.Username))
		},
	}
}

// nothingMapped is what such a person has: the e-mail and name that the raw
// claims happen to have. Entra's user info tells no e-mail.
func nothingMapped(r *scenario.Run, p *scenario.Person, username string) scenario.Fields {
	want := scenario.Fields{Username: username, Name: p.Name, Email: p.Email}
	if r.Guide().ID == "entra" {
		want.Email = ""
	}
	return want
}
