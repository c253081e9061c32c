package login_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/scenario"
)

// A person who mistypes the password stays at the provider and is not logged in.
func wrongPassword() scenario.Scenario {
	return scenario.Scenario{
		Key:     "wrong-password",
		Title:   "a person who mistypes the password is not logged in",
		Asserts: []guide.Topic{"provider-credentials"},
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.OpensTheLoginPage()
			ada.ClicksTheProviderButton()
			ada.ArrivesAtTheProvider()
			ada.MistypesThePassword()
			ada.HasNoAccount()
			ada.OpensTheLoginPage()
			ada.IsNotLoggedIn()
		},
	}
}

// A person who cancels at the provider, or walks away from it, is not logged in.
func cancelled() scenario.Scenario {
	return scenario.Scenario{
		Key:   "cancelled",
		Title: "a person who cancels at the provider is not logged in",
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.OpensTheLoginPage()
			ada.ClicksTheProviderButton()
			ada.ArrivesAtTheProvider()
			ada.Cancels()
			ada.HasNoAccount()
			ada.OpensTheLoginPage()
			ada.IsNotLoggedIn()
		},
	}
}
