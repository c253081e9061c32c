package login_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/scenario"
)

// The redirect URI that Rocket.Chat sends is the one that the guide told the
// provider to accept.
func redirectURI() scenario.Scenario {
	return scenario.Scenario{
		Key:     "redirect-uri",
		Title:   "the redirect URI is the one that the guide registers",
		Asserts: []guide.Topic{guide.TopicRedirectURI, "service-name"},
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.OpensTheLoginPage()
			ada.ClicksTheProviderButton()
			ada.BringsTheRegisteredRedirectURI()
			ada.ArrivesAtTheProvider()
		},
	}
}

// Rocket.Chat calls the authorize, token and identity endpoints with the values
// that the guide sets, by the way that the guide sets.
func requestsAsConfigured() scenario.Scenario {
	return scenario.Scenario{
		Key:   "requests-as-configured",
		Title: "Rocket.Chat calls the provider as the guide configures it",
		Asserts: []guide.Topic{
			"url", "authorize-path", "token-path", "identity-path", "scope", "id", "secret",
			"token-sent-via", "identity-token-sent-via", "access-token-param",
		},
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.OpensTheLoginPage()
			ada.ClicksTheProviderButton()
			ada.BringsTheConfiguredParameters()
			ada.ArrivesAtTheProvider()
			ada.SignsIn()
			ada.ReturnsToRocketChat()
			r.ProviderSawTheTokenRequest()
			r.ProviderSawTheIdentityRequest()
		},
	}
}
