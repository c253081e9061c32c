package account_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/scenario"
)

// Codes of refusals (observed §G).
const (
	partClosed    = "error-action-not-allowed"
	profileClosed = "error-not-allowed"
)

// step4 are the settings of authentik's fourth step, which belong together.
func step4() []guide.Topic {
	return []guide.Topic{"allow-name-change", "allow-username-change", "allow-email-change", "allow-password-change-for-oauth-users"}
}

// By default people may change what the provider has said about them.
func changesAllowed() scenario.Scenario {
	return scenario.Scenario{
		Key:     "profile-changes-allowed",
		Title:   "by default people change their name, user name and e-mail address in Rocket.Chat",
		Asserts: []guide.Topic{guide.TopicProfileChange},
		Service: popup(),
		Applies: atAuthentik,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			ada.ChangesHer(scenario.Name())
			ada.ChangesHer(scenario.Username())
			ada.ChangesHer(scenario.Email())
		},
	}
}

// What the guide switches off is refused, and not just hidden: name and user name.
func identityChangesRefused() scenario.Scenario {
	return refused("identity-changes-refused", "people may not change their name and user name",
		[]guide.Topic{guide.TopicProfileChange, "allow-name-change", "allow-username-change"},
		func(ada *scenario.Person) {
			ada.MayNotChangeHer(scenario.Name(), partClosed)
			ada.MayNotChangeHer(scenario.Username(), partClosed)
		})
}

// … the e-mail address …
func emailChangeRefused() scenario.Scenario {
	return refused("email-change-refused", "people may not change their e-mail address", []guide.Topic{"allow-email-change"},
		func(ada *scenario.Person) { ada.MayNotChangeHer(scenario.Email(), partClosed) })
}

// … and a password beside the provider's.
func passwordRefused() scenario.Scenario {
	return refused("password-refused", "people get no password of Rocket.Chat's own", []guide.Topic{"allow-password-change-for-oauth-users"},
		func(ada *scenario.Person) { ada.MayNotHaveAPassword() })
}

func refused(key, title string, asserts []guide.Topic, check func(*scenario.Person)) scenario.Scenario {
	return scenario.Scenario{
		Key: key, Title: title, Asserts: asserts,
		Service: popup(), Optional: step4(), Applies: atAuthentik, Breadth: true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			check(ada)
		},
	}
}

// Accounts_AllowUserProfileChange closes the profile altogether.
func profileIsClosed() scenario.Scenario {
	return scenario.Scenario{
		Key:       "profile-closed",
		Title:     "a closed profile takes no change",
		Service:   popup(),
		Workspace: map[string]any{"Accounts_AllowUserProfileChange": false},
		Applies:   atAuthentik,
		Breadth:   true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			for _, detail := range []scenario.Detail{scenario.Name(), scenario.Username(), scenario.Email()} {
				ada.MayNotChangeHer(detail, profileClosed)
			}
			ada.MayNotSetAPassword(profileClosed)
		},
	}
}

// Accounts_AllowUserAvatarChange and Accounts_AllowPasswordChange close their parts.
func avatarAndPasswordClosed() scenario.Scenario {
	return scenario.Scenario{
		Key:       "avatar-and-password-closed",
		Title:     "avatar and password may be closed to people",
		Service:   popup(),
		Workspace: map[string]any{"Accounts_AllowUserAvatarChange": false, "Accounts_AllowPasswordChange": false},
		Applies:   atAuthentik,
		Breadth:   true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			ada.MayNotChangeHerAvatar(profileClosed)
			ada.MayNotHaveAPassword()
		},
	}
}
