package login_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// A new person clicks the button, signs in at the provider and ends as a
// logged-in user; in redirect style the same tab goes there and back.
func newPersonByRedirect() scenario.Scenario {
	return scenario.Scenario{
		Key:     "new-person-by-redirect",
		Title:   "a new person logs in by redirect",
		Asserts: []guide.Topic{guide.TopicLogin, guide.TopicProviderPage, guide.TopicConsent, "provider-credentials", "open-login-page", "login-style"},
		Service: map[string]any{"login_style": "redirect"},
		Steps:   newPersonLogsIn,
	}
}

// The same through a popup window.
func newPersonByPopup() scenario.Scenario {
	return scenario.Scenario{
		Key:     "new-person-by-popup",
		Title:   "a new person logs in by popup",
		Asserts: []guide.Topic{guide.TopicLogin, guide.TopicProviderPage},
		Service: map[string]any{"login_style": "popup"},
		Steps:   newPersonLogsIn,
	}
}

func newPersonLogsIn(r *scenario.Run) {
	ada := r.NewPerson()
	ada.OpensTheLoginPage()
	ada.ClicksTheProviderButton()
	ada.ArrivesAtTheProvider()
	ada.SignsIn()
	ada.IsLoggedIn()
	ada.HoldsALoginToken()
	ada.IsKnownToTheAPI()
	ada.HasOneAccountLinkedToTheProvider()
}

// A guide that promises a popup gets one with its own settings.
func popupAsPromised() scenario.Scenario {
	return scenario.Scenario{
		Key:     "popup-as-promised",
		Title:   "a click brings up the popup that the guide promises",
		Asserts: []guide.Topic{guide.TopicPopup},
		Applies: func(g *guide.Guide, _ release.Release) bool { return len(g.About(guide.TopicPopup)) > 0 },
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.OpensTheLoginPage()
			ada.ClicksTheProviderButton()
			ada.SeesAPopup()
		},
	}
}

// A person with nothing but the provider's own defaults logs in too: nobody has
// given them a user name or made their profile public.
func personWithDefaults() scenario.Scenario {
	return scenario.Scenario{
		Key:     "person-with-defaults",
		Title:   "a person with the provider's default claims logs in",
		Asserts: []guide.Topic{guide.TopicLogin},
		Steps: func(r *scenario.Run) {
			ada := r.NewPersonWithDefaults()
			ada.OpensTheLoginPage()
			ada.ClicksTheProviderButton()
			ada.ArrivesAtTheProvider()
			ada.SignsIn()
			ada.IsLoggedIn()
			ada.HasOneAccountLinkedToTheProvider()
		},
	}
}
