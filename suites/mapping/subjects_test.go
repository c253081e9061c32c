package mapping_test

import (
	"gonogo/internal/provider"
	"gonogo/internal/scenario"
)

// The id of an identity is found under many names, in a fixed order, and keeps
// its type; an envelope called result is opened. Without any the login fails (§4.4).
func subjects() scenario.Scenario {
	return scenario.Scenario{
		Key:     "identity-shapes",
		Title:   "the id is found where a provider puts it",
		Service: map[string]any{"login_style": "popup"},
		Applies: anyOf("authentik"),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			for _, shape := range []struct {
				claims map[string]any
				id     any
			}{
				{map[string]any{"id": "the-id"}, "the-id"},                    // before sub
				{map[string]any{"_id": "the-mongo-id"}, "the-mongo-id"},       // before sub
				{map[string]any{"sub": nil, "user_id": "auth0|7"}, "auth0|7"}, // Auth0
				{map[string]any{"ID": "wordpress-7"}, "wordpress-7"},          // before sub
			} {
				hasTheID(r, shape.claims, shape.id).Leaves()
			}
			number := hasTheID(r, map[string]any{"sub": 4711.0}, 4711.0) // stays a number
			hasTheID(r, map[string]any{"sub": "4711"}, "4711").Leaves()  // which this text is not
			number.Leaves()
			wrapped(r)
			nobody := r.NewPersonTelling(without("sub"))
			nobody.IsRefusedWithoutID()
		},
	}
}

// hasTheID is a login that makes an account with this id.
func hasTheID(r *scenario.Run, claims map[string]any, id any) *scenario.Person {
	ada := r.NewPersonTelling(func(provider.Person) map[string]any { return claims })
	getsAnAccount(ada, whole(ada))
	ada.ClaimArrives(id, "id")
	return ada
}

// wrapped is an identity in an envelope, which takes the place of all around it.
func wrapped(r *scenario.Run) {
	ada := r.NewPersonTelling(func(p provider.Person) map[string]any {
		return map[string]any{
			"email": "around@people.example",
			"result": map[string]any{
				"id": "the-inner-id", "preferred_username": p.Username, "email": p.Email, "name": p.Name,
			},
		}
	})
	getsAnAccount(ada, whole(ada))
	ada.ClaimArrives("the-inner-id", "id")
	ada.Leaves()
}

// whole are the fields of somebody of whom all that is mapped was told.
func whole(p *scenario.Person) scenario.Fields {
	return scenario.Fields{Username: p.Username, Name: p.Name, Email: p.Email, MappedEmail: p.Email}
}

// A provider's user name is taken as it is, also where Rocket.Chat would let
// nobody choose it (§5.3).
func unusualUsernames() scenario.Scenario {
	return scenario.Scenario{
		Key:     "unusual-usernames",
		Title:   "a user name that Rocket.Chat itself refuses is taken from the provider as it is",
		Service: map[string]any{"login_style": "popup"},
		Applies: anyOf("authentik"),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			for _, turn := range []func(string) string{
				func(name string) string { return "ada " + name },
				func(name string) string { return name + " " },
				func(name string) string { return "jürgen-" + name },
				func(name string) string { return "ada/" + name },
				func(name string) string { return "<b>" + name + "</b>" },
			} {
				ada := r.NewPersonWho(func(p *provider.Person) { p.Username = turn(p.Username) })
				r.RefusesTheUsernameItself(ada.Username)
				comesAndGoes(ada, whole(ada))
			}
			r.Finding("username-field", "whatever the provider tells becomes the user name, with characters too that Rocket.Chat lets nobody choose, and that no mention can be made of")
		},
	}
}
