package troubleshooting_test

import (
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/scenario"
)

// troublesOfPeople lie in what people and administrators do while somebody logs in
// (§7.2, §7.3, §14.5, observed §E.3).
func troublesOfPeople() []scenario.Trouble {
	return []scenario.Trouble{
		popupClosed(), popupCut(), consentRefused(), disabledMeanwhile(),
		backButton(), singleSignOn(), restarted(),
	}
}

// Rocket.Chat takes a closed popup for an attempt without a result (§7.2).
func popupClosed() scenario.Trouble {
	return scenario.Trouble{
		Key: "popup-closed", Title: "the person closes the popup",
		Symptom: "nothing happens after the popup has closed", Cause: diagnosis.PopupClosed, InTurn: true, Applies: byPopup,
		Try:  (*scenario.Person).PutsTheProviderAside,
		Sees: (*scenario.Run).NothingToPickUp,
		// §7.2: the error counts as a login that was cancelled, of which pages say nothing.
		Or:   (*scenario.Run).Silently,
		Page: true,
	}
}

// Clavex' pages cut a popup off from the page that opened it (providers: Clavex).
func popupCut() scenario.Trouble {
	return scenario.Trouble{
		Key: "popup-cut", Title: "the provider cuts popups off from the page that opened them",
		Symptom: "the login page forgets the login while the provider still asks for the password",
		Cause:   diagnosis.PopupCut, Applies: at("clavex"),
		Break: func(r *scenario.Run) {
			r.SetsService("Login Style is Popup", map[string]any{"login_style": "popup"})
		},
		Try:  (*scenario.Person).IsCutOff,
		Sees: (*scenario.Run).CutOff,
		Page: true,
	}
}

// A refused consent comes back as access_denied where the provider tells it at all
// (Entra does; others lead to their login page again).
func consentRefused() scenario.Trouble {
	return scenario.Trouble{
		Key: "consent-refused", Title: "the person refuses her consent at the provider",
		Symptom: "back on the login page without a login", Cause: diagnosis.AccessDenied, Applies: at("entra"),
		Try:  (*scenario.Person).RefusesConsent,
		Sees: (*scenario.Run).NothingToPickUp,
		Page: true,
	}
}

// A service that is switched off between button and callback stores nothing, and
// answers with the page that ends a popup (§14.7, observed §E.2); what it does in
// redirect style nobody has seen.
func disabledMeanwhile() scenario.Trouble {
	return scenario.Trouble{
		Key: "disabled-meanwhile", Title: "the service is switched off while the person is at the provider",
		Symptom: "back on the login page, where the button is gone", Cause: diagnosis.DisabledMeanwhile, InTurn: true, Applies: byPopup,
		Try: func(p *scenario.Person) scenario.Ending {
			return p.Meanwhile("an administrator switches the service off", (*scenario.Run).DisablesTheService)
		},
		Sees: (*scenario.Run).NothingToPickUp,
	}
}

// Who goes back and clicks again begins a new attempt.
func backButton() scenario.Trouble {
	return scenario.Trouble{
		Key: "back-button", Title: "the person goes back from the provider, clicks again, and gets in",
		Symptom: "none: a new click is a new attempt", InTurn: true,
		Needs: map[string]any{"login_style": "redirect"},
		Try:   (*scenario.Person).GoesBackAndTriesAgain,
		Page:  true,
	}
}

// A session at the provider needs no form: that is what single sign-on is for.
func singleSignOn() scenario.Trouble {
	return scenario.Trouble{
		Key: "single-sign-on", Title: "the provider knows the person already, and she gets in without a form",
		Symptom: "none: no password is asked for", InTurn: true,
		Applies: at("authentik", "clavex", "miniorange"), // the others let people choose a user name first
		Try:     (*scenario.Person).IsKnownAtTheProvider,
	}
}

// Pending credentials lie in the database, and the attempt's state in the browser
// (§7.3, §7.4), so that a restart in between harms nobody.
func restarted() scenario.Trouble {
	return scenario.Trouble{
		Key: "restarted", Title: "Rocket.Chat is restarted while the person is at the provider, and she gets in",
		Symptom: "none: the login outlives a restart", InTurn: true, Alone: scenario.InTheWorkspace,
		Break: (*scenario.Run).CanRestart,
		Try: func(p *scenario.Person) scenario.Ending {
			return p.Meanwhile("Rocket.Chat is restarted", (*scenario.Run).Restarts)
		},
	}
}
