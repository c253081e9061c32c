package troubleshooting_test

import (
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
	"gonogo/internal/provider/picture"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// troublesOfReleases are bugs of Rocket.Chat's own (§0.4, §11, §14.3).
func troublesOfReleases() []scenario.Trouble {
	return []scenario.Trouble{
		onlyAnotherRelease("button-dead", "a click on the provider's button does nothing", "the button does nothing",
			release.CustomButtonDead, "6.6.1", (*scenario.Run).ButtonDead),
		onlyAnotherRelease("token-request-lost", "Rocket.Chat loses what it sends to the token endpoint", "back on the login page after a correct password",
			release.TokenParamsInQuery, "6.3.1", (*scenario.Run).FailedAtTheServer),
		redirectRace(), avatarGate(),
	}
}

// onlyAnotherRelease lets nobody in, whatever is configured.
func onlyAnotherRelease(key, title, symptom string, b release.Behaviour, mended string, sees func(*scenario.Run) scenario.Ending) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: title, Symptom: symptom, Cause: diagnosis.ReleaseBug, InTurn: true, AnyRelease: true,
		Applies: func(_ *guide.Guide, r release.Release) bool { return r.Has(b) },
		Sees:    sees,
		Fix:     func(*scenario.Run) {},
		Uncured: func(r *scenario.Run) (string, scenario.Ending) {
			return "nothing that can be set cures it: it takes Rocket.Chat " + mended, sees(r)
		},
	}
}

// Up to 5.x the redirect style needs methods to go by DDP: over REST, the default,
// the first login ends before the account is ready.
func redirectRace() scenario.Trouble {
	return scenario.Trouble{
		Key: "redirect-race", Title: "first logins by redirect are lost while the web client calls methods over REST",
		Symptom: "back on the login page after a correct password", Cause: diagnosis.ReleaseBug,
		Alone: scenario.InTheWorkspace, InTurn: true, Needs: map[string]any{"login_style": "redirect"},
		Applies: func(_ *guide.Guide, r release.Release) bool { return r.Has(release.RESTLoginRace) },
		Break: func(r *scenario.Run) {
			r.SetsWorkspace("methods go over REST, as by default", map[string]any{"API_Use_REST_For_DDP_Calls": true})
		},
		Sees: (*scenario.Run).Silently,
		Fix: func(r *scenario.Run) {
			r.SetsWorkspace("methods go by DDP", map[string]any{"API_Use_REST_For_DDP_Calls": false})
		},
	}
}

// Up to 6.2 a picture that may not be changed may not be given to a new account
// either (§6.1, #14776).
func avatarGate() scenario.Trouble {
	return scenario.Trouble{
		Key: "avatar-gate", Title: "people may not change their avatar, and the first login of somebody with a picture fails",
		Symptom: "back on the login page after a correct password", Cause: diagnosis.ReleaseBug, Alone: scenario.InTheWorkspace,
		Applies: func(g *guide.Guide, r release.Release) bool {
			return g.ID == "clavex" && r.Has(release.AvatarGateFailsLogin)
		},
		Break: func(r *scenario.Run) {
			r.Ada().ChangesHerPicture(r.Portrait(picture.Plain))
			r.SetsWorkspace("Allow User Avatar Change is off", map[string]any{"Accounts_AllowUserAvatarChange": false})
		},
		Sees: (*scenario.Run).Silently, // Clavex' style is redirect
	}
}
