package mapping_test

import (
	"gonogo/internal/provider"
	"gonogo/internal/scenario"
)

// local is the part of a person's address that a claim can tell.
func local(p provider.Person) string { return p.Username }

// A field without braces is a path: through objects by dots, into lists by
// index. A mapped user name or e-mail that yields nothing fails the login; a name
// that yields nothing falls back to the claims that hold one (§4.5).
func paths() scenario.Scenario {
	return scenario.Scenario{
		Key:     "fields-by-path",
		Title:   "a field follows dots into objects and an index into lists",
		Service: map[string]any{"login_style": "popup", "username_field": "account.nick", "email_field": "addresses.1.value", "name_field": "account.full"},
		Applies: anyOf("authentik"),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			addresses := func(p provider.Person) []any {
				return []any{map[string]any{"value": "other@people.example"}, map[string]any{"value": p.Email}}
			}
			ada := r.NewPersonTelling(func(p provider.Person) map[string]any {
				return map[string]any{"account": map[string]any{"nick": local(p) + ".nick", "full": "Countess " + p.Name}, "addresses": addresses(p)}
			})
			comesAndGoes(ada, scenario.Fields{Username: ada.Username + ".nick", Name: "Countess " + ada.Name, Email: ada.Email, MappedEmail: ada.Email})

			bea := r.NewPersonTelling(func(p provider.Person) map[string]any {
				return map[string]any{"account": map[string]any{"nick": local(p)}, "addresses": addresses(p)}
			})
			comesAndGoes(bea, scenario.Fields{Username: bea.Username, Name: bea.Name, Email: bea.Email, MappedEmail: bea.Email})

			cleo := r.NewPersonTelling(func(p provider.Person) map[string]any {
				return map[string]any{"account": map[string]any{"nick": local(p)}, "addresses": addresses(p)[:1]}
			})
			cleo.IsRefusedFor(scenario.NoEmail)
			cleo.Leaves()

			dora := r.NewPersonTelling(func(p provider.Person) map[string]any {
				return map[string]any{"account": "nobody", "addresses": addresses(p)}
			})
			dora.IsRefusedFor(scenario.NoUsername)
		},
	}
}

// A field with braces is a template: each chunk is a path, or a pattern of which
// the first group counts, and the text around chunks stays. A chunk that yields
// nothing becomes the text "undefined", and the person is let in with it (§4.5).
func templates() scenario.Scenario {
	return scenario.Scenario{
		Key:   "fields-by-template",
		Title: "a field fills chunks and patterns into the text around them",
		Service: map[string]any{
			"login_style": "popup", "username_field": "{{/^(.+)@/::account}}.{{number}}",
			"email_field": "{{handle}}@people.example", "name_field": "Dr. {{first}} {{last}} (Graz)",
		},
		Applies: anyOf("authentik"),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			claims := func(p provider.Person) map[string]any {
				return map[string]any{"account": local(p) + "@elsewhere.example", "number": 7.0, "handle": local(p), "first": "Ada", "last": p.FamilyName}
			}
			ada := r.NewPersonTelling(claims)
			comesAndGoes(ada, scenario.Fields{
				Username: ada.Username + ".7", Email: ada.Email, MappedEmail: ada.Email, Name: "Dr. Ada " + ada.FamilyName + " (Graz)",
			})

			bea := r.NewPersonTelling(func(p provider.Person) map[string]any {
				told := claims(p)
				delete(told, "account")
				delete(told, "last")
				return told
			})
			getsAnAccount(bea, scenario.Fields{Username: "undefined.7", Email: bea.Email, MappedEmail: bea.Email, Name: "Dr. Ada undefined (Graz)"})
			r.Finding("username-field", "where a field is a template, a claim that is missing becomes the text undefined: people without it are let in under that user name, name or e-mail")
		},
	}
}

// A claim whose name has a dot cannot be mapped: the field takes the dot for a
// step. The claim itself is kept, with an underscore in the dot's place (§4.5).
func dottedClaims() scenario.Scenario {
	const claim = "https://people.example/nick"
	return scenario.Scenario{
		Key:     "claims-with-dots",
		Title:   "a claim with a dot in its name is kept renamed, and cannot be mapped",
		Service: map[string]any{"login_style": "popup", "username_field": claim},
		Applies: anyOf("authentik"),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPersonTelling(func(p provider.Person) map[string]any { return map[string]any{claim: local(p)} })
			ada.IsRefusedFor(scenario.NoUsername)
			ada.Leaves()
			bea := r.NewPersonTelling(func(p provider.Person) map[string]any {
				return map[string]any{
					claim: local(p), "a.b": map[string]any{"c.d": "e.f"},
					// The path that the field is taken for.
					"https://people": map[string]any{"example/nick": local(p)},
				}
			})
			getsAnAccount(bea, scenario.Fields{Username: bea.Username, Email: bea.Email, MappedEmail: bea.Email, Name: bea.Name})
			bea.ClaimArrives(bea.Username, "https://people_example/nick")
			bea.ClaimArrives("e.f", "a_b", "c_d")
		},
	}
}

// getsAnAccount is a first login that makes an account with these fields.
func getsAnAccount(p *scenario.Person, want scenario.Fields) {
	p.LogsInForTheFirstTime()
	p.Account()
	p.HasTheFields(want)
}

// comesAndGoes is the same of somebody who makes room for the next one: browsers
// are few.
func comesAndGoes(p *scenario.Person, want scenario.Fields) {
	getsAnAccount(p, want)
	p.Leaves()
}
