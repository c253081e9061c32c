package account_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// What authentik's fourth step switches off is locked where people would change
// it, and stays as it is when they save what is open; it is the only guide that
// prints such settings.
func profilePageLocked() scenario.Scenario {
	return scenario.Scenario{
		Key:      "profile-page-locked",
		Title:    "people find their name, user name and e-mail address locked on their profile, and no way to a password",
		Asserts:  append(step4(), guide.TopicProfileChange),
		Service:  popup(),
		Optional: step4(),
		Applies:  atAuthentik,
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			profile := ada.OpensHerProfile()
			profile.IsLocked(scenario.Name())
			profile.IsLocked(scenario.Username())
			profile.IsLocked(scenario.Email())
			profile.Changes(scenario.Nickname())
			profile.TakesNoPassword()
			profile.IsUnchanged()
		},
	}
}

// Without that step the same page takes the same changes.
func profilePageOpen() scenario.Scenario {
	return scenario.Scenario{
		Key:     "profile-page-open",
		Title:   "by default people change their name, user name and e-mail address on their profile",
		Asserts: []guide.Topic{guide.TopicProfileChange},
		Service: popup(),
		Applies: atAuthentik,
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			profile := ada.OpensHerProfile()
			profile.Changes(scenario.Name())
			profile.Changes(scenario.Username())
			profile.Changes(scenario.Email())
		},
	}
}

// By default the account pages offer a password to people who have none, say that
// they have saved it, and the server ignores it (observed §G).
//
// Assumption: releases that know OAuth users do so. It was seen at 7.1.0, and the
// server of 3.x had no such condition (saveUserProfile.js).
func passwordIgnored() scenario.Scenario {
	return scenario.Scenario{
		Key:     "password-ignored",
		Title:   "a password that the page says it has saved lets nobody in who came from the provider",
		Service: popup(),
		Applies: func(g *guide.Guide, r release.Release) bool { return atAuthentik(g, r) && r.Has(release.OAuthUserFlag) },
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			profile := ada.OpensHerProfile()
			profile.GetsNoPasswordThatIsSaved()
		},
	}
}
