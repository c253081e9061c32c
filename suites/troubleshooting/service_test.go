package troubleshooting_test

import (
	"fmt"
	"net/http"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
	"gonogo/internal/scenario"
)

// troublesOfTheService lie in the settings of the service (§1.2, §8, observed §E.1).
func troublesOfTheService() []scenario.Trouble {
	return []scenario.Trouble{
		mistyped("client-id-wrong", "the client id is one that the provider does not know", diagnosis.ClientUnknown,
			map[string]any{"id": "nobody-knows-this-client"}, (*scenario.Run).ProviderRefuses),
		secretWrong(),
		mistyped("authorize-path-wrong", "the authorize path leads nowhere", diagnosis.AuthorizePathWrong,
			map[string]any{"authorize_path": "/nowhere/authorize"}, (*scenario.Run).ProviderRefuses),
		mistyped("token-path-wrong", "the token path leads nowhere", diagnosis.TokenPathWrong,
			map[string]any{"token_path": "/nowhere/token"}, (*scenario.Run).FailedAtTheServer),
		mistyped("identity-path-wrong", "the identity path leads nowhere", diagnosis.IdentityPathWrong,
			map[string]any{"identity_path": "/nowhere/me"}, (*scenario.Run).FailedAtTheServer),
		trailingSlash(),
		identityByQuery(),
		scopeWithoutOpenID(),
		styleDefault(),
		absolutePaths(),
	}
}

// mistyped is a setting with a wrong value.
func mistyped(key, title string, cause diagnosis.Cause, values map[string]any, sees func(*scenario.Run) scenario.Ending) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: title, Symptom: "login fails: " + title, Cause: cause, InTurn: true,
		Break: func(r *scenario.Run) { r.SetsService(title, values) },
		Sees:  sees,
	}
}

// A wrong secret is refused by each provider in its own way (providers): Clavex
// answers 400, Encvoy ID 401.
func secretWrong() scenario.Trouble {
	tr := mistyped("client-secret-wrong", "the client secret is wrong", diagnosis.SecretWrong,
		map[string]any{"secret": "not-the-secret"}, (*scenario.Run).FailedAtTheServer)
	tr.InTurn = false
	tr.Try = func(p *scenario.Person) scenario.Ending {
		ending := p.Attempts()
		p.TokenIsRefusedWith(map[string]int{"clavex": http.StatusBadRequest, "encvoy": http.StatusUnauthorized})
		return ending
	}
	return tr
}

// A slash at the end of URL gives every address two (§3.1, observed §E.1). Which
// of the three endpoints minds it is the provider's own affair.
func trailingSlash() scenario.Trouble {
	return scenario.Trouble{
		Key: "url-trailing-slash", Title: "URL ends in a slash, so that every address has two",
		Symptom: "the provider's page is not found", Cause: diagnosis.URLTrailingSlash, InTurn: true,
		Break: func(r *scenario.Run) {
			r.SetsService("URL ends in a slash", map[string]any{"url": r.Guide().ProviderURL + "/"})
		},
		Sees: (*scenario.Run).ProviderRefuses,
		Or:   (*scenario.Run).FailedAtTheServer,
	}
}

// The identity token by query is refused by these three (providers).
func identityByQuery() scenario.Trouble {
	return scenario.Trouble{
		Key: "identity-by-query-refused", Title: "the provider refuses the access token in a query",
		Symptom: "back on the login page after a correct password", Cause: diagnosis.IdentityWayRefused,
		Applies: at("clavex", "encvoy", "entra"),
		Break: func(r *scenario.Run) {
			r.SetsService("Identity Token Sent Via is Payload", map[string]any{"identity_token_sent_via": "payload"})
		},
		Sees: (*scenario.Run).FailedAtTheServer,
	}
}

// Clavex sends people back with invalid_scope (providers: Clavex).
func scopeWithoutOpenID() scenario.Trouble {
	return scenario.Trouble{
		Key: "scope-without-openid", Title: "the scope lacks openid, which the provider insists on",
		Symptom: "back on the login page without the provider's login page", Cause: diagnosis.ScopeRefused, Applies: at("clavex"),
		Break: func(r *scenario.Run) {
			r.SetsService("Scope is profile email", map[string]any{"scope": "profile email"})
		},
		Sees: (*scenario.Run).NothingToPickUp,
	}
}

// An empty Login Style adds ?close to the redirect URI, which is registered
// without (§3.1, observed §E.2). It means a popup, too, which Clavex would cut off.
func styleDefault() scenario.Trouble {
	return scenario.Trouble{
		Key: "login-style-default", Title: "Login Style is Default, which adds ?close to the redirect URI",
		Symptom: "the provider complains about the redirect URI", Cause: diagnosis.StyleAddsClose,
		Applies: at("authentik", "encvoy", "entra", "miniorange"),
		Break: func(r *scenario.Run) {
			r.SetsService("Login Style is Default", map[string]any{"login_style": ""})
		},
		Sees: (*scenario.Run).ProviderRefuses,
	}
}

// Absolute paths are taken as they are by the legacy engine (§1.2, §3.1).
func absolutePaths() scenario.Trouble {
	return scenario.Trouble{
		Key: "absolute-paths", Title: "paths are given as whole addresses, which keeps nobody out",
		Symptom: "none: a whole address is as good as a path", InTurn: true,
		Break: func(r *scenario.Run) {
			values := map[string]any{}
			for suffix, topic := range map[string]guide.Topic{
				"authorize_path": "authorize-path", "token_path": "token-path", "identity_path": "identity-path",
			} {
				path, _ := r.Guide().Setting(topic)
				values[suffix] = fmt.Sprint(r.Guide().ProviderURL, path)
			}
			r.SetsService("the paths are whole addresses", values)
		},
	}
}
