package troubleshooting_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
	"gonogo/internal/stack/fault"
)

// troublesOfTheCallback lie in what comes back from the provider (§7.5, §14.5,
// observed §E.2).
func troublesOfTheCallback() []scenario.Trouble {
	return []scenario.Trouble{
		sentBack("access-denied", "the provider refuses the person", "access_denied", diagnosis.AccessDenied),
		sentBack("temporarily-unavailable", "the provider is out of order and says so", "temporarily_unavailable", diagnosis.ProviderError),
		atAuthorize("login-required", "the provider has no session and may not ask", fault.LoginRequired, diagnosis.LoginRequired),
		atAuthorize("server-error", "the provider fails before it asks for anything", fault.ServerError, diagnosis.ProviderError),
		stateTampered(), stateMissing(), stateForeign(), stateWithoutStyle(), callbackReplayed(),
	}
}

// sentBack is an error in the callback: no token is asked for, nothing is stored.
func sentBack(key, title, code string, cause diagnosis.Cause) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: title, Symptom: "back on the login page without a login", Cause: cause, InTurn: true,
		Try: func(p *scenario.Person) scenario.Ending {
			ending := p.IsSentBackWith(code)
			p.LeavesNothing()
			return ending
		},
		Sees: (*scenario.Run).NothingToPickUp,
	}
}

// atAuthorize is the same, for everybody who comes.
func atAuthorize(key, title string, kind fault.Kind, cause diagnosis.Cause) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: title, Symptom: "back on the login page without the provider's login page", Cause: cause, InTurn: true,
		Break: func(r *scenario.Run) { r.Plants(title, fault.Fault{Endpoint: fault.Authorize, Kind: kind}) },
		Sees:  (*scenario.Run).NothingToPickUp,
	}
}

// byPopup keeps the guides whose provider does not cut popups off.
func byPopup(g *guide.Guide, _ release.Release) bool { return g.ID != "clavex" }

// A state that is no base64 JSON is taken for the credential's own name, and the
// opener, which waits for another one, finds nothing (observed §E.2).
func stateTampered() scenario.Trouble {
	return scenario.Trouble{
		Key: "state-tampered", Title: "the state that comes back is not what was sent",
		Symptom: "back on the login page after a correct password", Cause: diagnosis.StateTampered, InTurn: true, Applies: byPopup,
		Try: func(p *scenario.Person) scenario.Ending {
			return p.ComesBackWith("she comes back with a state that something has cut short", func(query url.Values) error {
				state := query.Get("state")
				query.Set("state", "x"+state[:len(state)/2])
				return nil
			})
		},
		Sees: (*scenario.Run).NothingToPickUp,
	}
}

// Without a state there is nothing to store the credential under (§7.5).
func stateMissing() scenario.Trouble {
	return scenario.Trouble{
		Key: "state-missing", Title: "no state comes back",
		Symptom: "back on the login page after a correct password", Cause: diagnosis.StateMissing, InTurn: true, Applies: byPopup,
		Try: func(p *scenario.Person) scenario.Ending {
			return p.ComesBackWith("she comes back without a state", func(query url.Values) error {
				query.Del("state")
				return nil
			})
		},
		Sees: (*scenario.Run).NothingToPickUp,
	}
}

// The state of another attempt: its credential is another's (§7.5: nothing binds
// a state to a browser).
func stateForeign() scenario.Trouble {
	return scenario.Trouble{
		Key: "state-foreign", Title: "the state of another attempt comes back",
		Symptom: "back on the login page after a correct password", Cause: diagnosis.StateForeign, InTurn: true, Applies: byPopup,
		Try: func(p *scenario.Person) scenario.Ending {
			return p.ComesBackWith("she comes back with the state of another attempt", func(query url.Values) error {
				return rewrite(query, func(state map[string]any) {
					state["credentialToken"] = "another-attempt-had-this-credential-token-0"
				})
			})
		},
		Sees: (*scenario.Run).NothingToPickUp,
	}
}

// A state without style makes Rocket.Chat fail while it answers, twice, so that
// the answer never ends (observed §E.2).
func stateWithoutStyle() scenario.Trouble {
	return scenario.Trouble{
		Key: "state-without-style", Title: "the state that comes back lacks the login style",
		Symptom: "the page loads for ever after a correct password", Cause: diagnosis.StateTampered, InTurn: true,
		Try: func(p *scenario.Person) scenario.Ending {
			return p.ComesBackToNothing("she comes back with a state that has no login style", func(query url.Values) error {
				return rewrite(query, func(state map[string]any) { delete(state, "loginStyle") })
			})
		},
		Sees: (*scenario.Run).CallbackHangs,
	}
}

// A callback that is opened again brings a code that is used up, and starts no
// login (§14.5).
func callbackReplayed() scenario.Trouble {
	return scenario.Trouble{
		Key: "callback-replayed", Title: "the callback is opened again",
		Symptom: "not logged in after the back button", Cause: diagnosis.CallbackReplayed, InTurn: true,
		Needs: map[string]any{"login_style": "redirect"},
		Try: func(p *scenario.Person) scenario.Ending {
			ending := p.ReplaysTheCallback()
			p.CodeIsRefusedAgain()
			return ending
		},
		Sees: (*scenario.Run).Silently,
	}
}

// rewrite changes the JSON in a state (§3.1).
func rewrite(query url.Values, change func(map[string]any)) error {
	raw, err := base64.StdEncoding.DecodeString(query.Get("state"))
	if err != nil {
		return fmt.Errorf("reading the state: %w", err)
	}
	var state map[string]any
	if err := json.Unmarshal(raw, &state); err != nil {
		return fmt.Errorf("reading the state: %w", err)
	}
	change(state)
	if raw, err = json.Marshal(state); err != nil {
		return fmt.Errorf("writing the state: %w", err)
	}
	query.Set("state", base64.StdEncoding.EncodeToString(raw))
	return nil
}
