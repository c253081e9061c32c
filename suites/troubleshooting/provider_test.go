package troubleshooting_test

import (
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/scenario"
	"gonogo/internal/stack/fault"
)

// troublesOfTheProvider lie at the provider's endpoints (observed §E.1).
func troublesOfTheProvider() []scenario.Trouble {
	var troubles []scenario.Trouble
	for _, row := range []struct {
		key, title string
		fault      fault.Fault
		cause      diagnosis.Cause
	}{
		{"token-endpoint-down", "nobody listens at the token endpoint", fault.Fault{Endpoint: fault.Token, Kind: fault.Refused}, diagnosis.TokenDown},
		{"token-endpoint-resets", "the token endpoint breaks connections off", fault.Fault{Endpoint: fault.Token, Kind: fault.Reset}, diagnosis.TokenDown},
		{"token-endpoint-slow", "the token endpoint takes longer than Rocket.Chat waits", fault.Fault{Endpoint: fault.Token, Kind: fault.Silent}, diagnosis.TokenSlow},
		{"token-endpoint-failing", "the token endpoint answers 500 with a page", fault.Fault{Endpoint: fault.Token, Kind: fault.Failing}, diagnosis.TokenFailing},
		{"token-endpoint-failing-json", "the token endpoint answers 500 with JSON", fault.Fault{Endpoint: fault.Token, Kind: fault.FailingJSON}, diagnosis.TokenFailing},
		{"token-endpoint-not-found", "the token endpoint answers 404", fault.Fault{Endpoint: fault.Token, Kind: fault.NotFound}, diagnosis.TokenPathWrong},
		{"token-answer-html", "the token endpoint answers with a page instead of JSON", fault.Fault{Endpoint: fault.Token, Kind: fault.HTML}, diagnosis.TokenNotJSON},
		{"token-answer-empty", "the token endpoint answers with nothing", fault.Fault{Endpoint: fault.Token, Kind: fault.Empty}, diagnosis.TokenNotJSON},
		{"token-answer-malformed", "the token endpoint's JSON breaks off", fault.Fault{Endpoint: fault.Token, Kind: fault.Malformed}, diagnosis.TokenNotJSON},
		{"token-error-in-200", "the token endpoint answers 200 with an error in it", fault.Fault{Endpoint: fault.Token, Kind: fault.ErrorIn200}, diagnosis.TokenError},
		{"token-without-access-token", "the token endpoint's answer has no access_token", fault.Fault{Endpoint: fault.Token, Kind: fault.NoAccessToken}, diagnosis.TokenMissing},
		{"identity-endpoint-down", "nobody listens at the identity endpoint", fault.Fault{Endpoint: fault.UserInfo, Kind: fault.Refused}, diagnosis.IdentityDown},
		{"identity-endpoint-slow", "the identity endpoint takes longer than Rocket.Chat waits", fault.Fault{Endpoint: fault.UserInfo, Kind: fault.Silent}, diagnosis.IdentitySlow},
		{"identity-endpoint-failing", "the identity endpoint answers 500", fault.Fault{Endpoint: fault.UserInfo, Kind: fault.Failing}, diagnosis.IdentityFailing},
		{"identity-endpoint-not-found", "the identity endpoint answers 404", fault.Fault{Endpoint: fault.UserInfo, Kind: fault.NotFound}, diagnosis.IdentityPathWrong},
		{"identity-answer-html", "the identity endpoint answers with a page instead of JSON", fault.Fault{Endpoint: fault.UserInfo, Kind: fault.HTML}, diagnosis.IdentityNotJSON},
		{"identity-answer-malformed", "the identity endpoint's JSON breaks off", fault.Fault{Endpoint: fault.UserInfo, Kind: fault.Malformed}, diagnosis.IdentityNotJSON},
		{"certificate-untrusted", "Rocket.Chat's server does not trust the provider's certificate", fault.Fault{Kind: fault.Untrusted}, diagnosis.CertificateUntrusted},
	} {
		troubles = append(troubles, atTheProvider(row.key, row.title, row.fault, row.cause))
	}
	return append(troubles, identityWithoutID(), tokenWayRefused(), providerDown())
}

func atTheProvider(key, title string, f fault.Fault, cause diagnosis.Cause) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: title, Symptom: "back on the login page after a correct password", Cause: cause, InTurn: true,
		Break: func(r *scenario.Run) { r.Plants(title, f) },
		Sees:  (*scenario.Run).FailedAtTheServer,
	}
}

// An identity without id is not an error of the callback: it hands a credential
// out, and the login fails (observed §E.1, §4.6).
func identityWithoutID() scenario.Trouble {
	title := "the identity has nothing that Rocket.Chat takes for an id"
	return atTheProvider("identity-without-id", title, fault.Fault{Endpoint: fault.UserInfo, Kind: fault.NoID}, diagnosis.IdentityWithoutID)
}

// The client was registered for one way of sending its secret, and the provider
// insists on it. The fix is the other way.
func tokenWayRefused() scenario.Trouble {
	other := func(r *scenario.Run) (way string, refused fault.Kind) {
		if r.Value("token_sent_via") == "header" {
			return "payload", fault.BasicRefused
		}
		return "header", fault.PostRefused
	}
	return scenario.Trouble{
		Key: "token-way-refused", Title: "the provider wants the client's secret the other way",
		Symptom: "back on the login page after a correct password", Cause: diagnosis.TokenWayRefused, InTurn: true,
		Break: func(r *scenario.Run) {
			_, refused := other(r)
			r.Plants("the provider insists on the other way of sending the secret", fault.Fault{Endpoint: fault.Token, Kind: refused})
		},
		Sees: (*scenario.Run).FailedAtTheServer,
		Fix: func(r *scenario.Run) {
			way, _ := other(r)
			r.SetsService("Token Sent Via is "+way, map[string]any{"token_sent_via": way, "identity_token_sent_via": "header"})
		},
	}
}

// Nobody gets as far as Rocket.Chat's server when the browser cannot reach the
// provider either.
func providerDown() scenario.Trouble {
	return scenario.Trouble{
		Key: "provider-down", Title: "nobody listens at the provider's address",
		Symptom: "the browser shows its own error page", Cause: diagnosis.ProviderUnreachable,
		InTurn: true,
		Break: func(r *scenario.Run) {
			r.Plants("nobody listens at the provider's address", fault.Fault{Kind: fault.Refused})
		},
		Sees: (*scenario.Run).ProviderUnreachable,
	}
}
