package mapping_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// A person of whom the provider does not tell a claim that the guide maps is
// refused, where it is the user name or the e-mail; the log or the stored
// credential says why, the page of most releases does not. Without a name the
// user name takes its place; a picture may be missing (§4.5).
func missingClaims() scenario.Scenario {
	return scenario.Scenario{
		Key:     "mapped-claim-missing",
		Title:   "a missing claim for user name or e-mail refuses the login, a missing name does not",
		Applies: withSettingOf(guide.TopicFieldMap, "username-field"),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			anna := r.NewPersonTelling(without(r.Field("username-field")))
			anna.IsRefusedFor(scenario.NoUsername)
			anna.Leaves()
			bea := r.NewPersonTelling(without("email"))
			bea.IsRefusedFor(scenario.NoEmail)
			bea.Leaves()
			r.Finding("email-field", "a person without an e-mail at the provider cannot log in, and "+silence(r.Release()))

			cleo := r.NewPersonTelling(without("name", "nickname"))
			cleo.LogsInForTheFirstTime()
			cleo.Account()
			cleo.HasTheFields(scenario.Fields{Username: cleo.Username, Name: cleo.Username, Email: cleo.Email, MappedEmail: cleo.Email})
		},
	}
}

// without takes claims away.
func without(names ...string) func(provider.Person) map[string]any {
	return func(provider.Person) map[string]any {
		gone := map[string]any{}
		for _, name := range names {
			gone[name] = nil
		}
		return gone
	}
}

// silence says what the person reads (§5.6, §14.5).
func silence(r release.Release) string {
	if r.Has(release.LoginErrorToast) {
		return `reads "[undefined]" in popup style, nothing in redirect style`
	}
	return "reads nothing"
}
