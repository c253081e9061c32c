package login_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/scenario"
)

// The second login finds the account that the first one made.
func secondLogin() scenario.Scenario {
	return scenario.Scenario{
		Key:     "second-login",
		Title:   "the second login finds the same account",
		Asserts: []guide.Topic{guide.TopicLogin},
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			first := ada.AccountID()
			ada.HasOneAccountLinkedToTheProvider()
			ada.LogsOut()
			ada.LogsIn()
			ada.HasTheAccount(first)
			ada.HasOneAccountLinkedToTheProvider()
		},
	}
}

// Logging out ends the session: in the browser and on the server.
func loggingOut() scenario.Scenario {
	return scenario.Scenario{
		Key:   "logging-out",
		Title: "logging out ends the session",
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			token := ada.LoginToken()
			ada.LogsOut()
			ada.IsNotLoggedIn()
			ada.CannotUse(token)
		},
	}
}
