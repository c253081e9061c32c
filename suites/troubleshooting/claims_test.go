package troubleshooting_test

import (
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/scenario"
)

// troublesOfClaims lie in what the provider tells of a person (§4.5, §14.5).
func troublesOfClaims() []scenario.Trouble {
	return []scenario.Trouble{
		usernameMissing(), usernameUnmapped(),
		emailMissing(), emailUnmapped(), emailHidden(),
	}
}

func claimMissing(key, title string, cause diagnosis.Cause, change, fix func(*scenario.Run)) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: title, Symptom: "back on the login page after a correct password", Cause: cause,
		Break: change, Sees: (*scenario.Run).FailedAtTheServer, Fix: fix,
	}
}

// Clavex gives nobody a preferred_username of itself (providers: Clavex).
func usernameMissing() scenario.Trouble {
	tr := claimMissing("username-claim-missing", "the provider has no user name for the person; the fix is to give her one", diagnosis.UsernameMissing,
		func(r *scenario.Run) { r.Ada().HasNoUsername() },
		func(r *scenario.Run) { r.Ada().GetsAUsername() })
	tr.Applies = at("clavex")
	return tr
}

// Without a mapped user name the person chooses one in Rocket.Chat (§9.3).
func usernameUnmapped() scenario.Trouble {
	tr := claimMissing("username-claim-unmapped", "the provider has no user name for the person; the fix is to map none", diagnosis.UsernameMissing,
		func(r *scenario.Run) { r.Ada().HasNoUsername() },
		func(r *scenario.Run) {
			r.SetsService("Username field is empty", map[string]any{"username_field": ""})
		})
	tr.Applies = at("clavex")
	return tr
}

func emailMissing() scenario.Trouble {
	tr := claimMissing("email-claim-missing", "the provider tells no e-mail of the person; the fix is to let it", diagnosis.EmailMissing,
		func(r *scenario.Run) { r.Ada().KeepsBack("email") },
		func(r *scenario.Run) { r.Ada().Tells("email") })
	tr.Applies = at("authentik", "clavex")
	return tr
}

// Without a mapped e-mail nobody misses it.
func emailUnmapped() scenario.Trouble {
	tr := claimMissing("email-claim-unmapped", "the provider tells no e-mail of the person; the fix is to map none", diagnosis.EmailMissing,
		func(r *scenario.Run) { r.Ada().KeepsBack("email") },
		func(r *scenario.Run) { r.SetsService("Email field is empty", map[string]any{"email_field": ""}) })
	tr.Applies = at("authentik", "clavex")
	return tr
}

// Encvoy's people have not made their e-mail public by default (providers: Encvoy ID).
func emailHidden() scenario.Trouble {
	tr := claimMissing("email-hidden", "the person has not made her e-mail public at the provider; the fix is to do so", diagnosis.EmailMissing,
		func(r *scenario.Run) { r.Ada().IsPublic(false) },
		func(r *scenario.Run) { r.Ada().IsPublic(true) })
	tr.Applies, tr.Needs = at("encvoy"), map[string]any{"email_field": "email"}
	return tr
}
