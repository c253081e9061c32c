package login_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/scenario"
)

// The button is on the login page with the guide's text and colours, or with
// Rocket.Chat's own where the guide says nothing.
func buttonOnLoginPage() scenario.Scenario {
	return scenario.Scenario{
		Key:   "button-on-login-page",
		Title: "the button is on the login page as the guide describes it",
		Asserts: []guide.Topic{
			guide.TopicButtonOnLoginPage, "enable", "show-button", "button-label-text", "button-label-color", "button-color",
		},
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.OpensTheLoginPage()
			ada.SeesTheProviderButton()
			ada.ReadsTheButtonText()
			ada.SeesTheButtonColours()
		},
	}
}

// The button is on the sign-up page too, where the release draws one there.
func buttonOnSignUpPage() scenario.Scenario {
	return scenario.Scenario{
		Key:     "button-on-sign-up-page",
		Title:   "the button is on the sign-up page",
		Asserts: []guide.Topic{guide.TopicButtonOnSignUpPage},
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.OpensTheSignUpPage()
			ada.SeesTheProviderButtonOnTheSignUpPage()
		},
	}
}
