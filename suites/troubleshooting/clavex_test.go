package troubleshooting_test

import (
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/scenario"
)

// troublesOfClavex are the rows of Clavex' troubleshooting table. The first two
// have their like in every guide's settings.
func troublesOfClavex() []scenario.Trouble {
	return []scenario.Trouble{
		{
			Key: "service-disabled", Title: "the service is disabled",
			Symptom: "Button not shown on login page", Row: "symptom-button-not-shown", Cause: diagnosis.ServiceDisabled, InTurn: true,
			Break: func(r *scenario.Run) { r.SetsService("the service is disabled", map[string]any{"": false}) },
			Sees:  (*scenario.Run).NoButton,
		},
		{
			Key: "button-hidden", Title: "Show Button on Login Page is off",
			Symptom: "Button not shown on login page", Row: "symptom-button-not-shown", Cause: diagnosis.ButtonHidden, InTurn: true,
			Break: func(r *scenario.Run) {
				r.SetsService("Show Button on Login Page is off", map[string]any{"show_button": false})
			},
			Sees: (*scenario.Run).NoButton,
			Page: true,
		},
		redirectNotRegistered(),
	}
}

// The table's symptom is "error_uri_mismatch", which no provider here says
// (providers: Clavex).
func redirectNotRegistered() scenario.Trouble {
	return scenario.Trouble{
		Key: "redirect-uri-not-registered", Title: "Rocket.Chat is registered at the provider with another redirect URI",
		Symptom: "error_uri_mismatch", Row: "symptom-redirect-uri", Cause: diagnosis.RedirectNotRegistered,
		Break: func(r *scenario.Run) { r.IsRegisteredWith(r.Guide().RedirectURI + "/") },
		Try: func(p *scenario.Person) scenario.Ending {
			ending := p.Attempts()
			p.ReadsWhyTheRedirectURIIsRefused("error_uri_mismatch")
			return ending
		},
		Sees: (*scenario.Run).ProviderRefuses,
	}
}
