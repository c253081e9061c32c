// Package merge_test is the specification of what becomes of an account that
// exists already when somebody comes from the provider: the rule, the tables
// that it was written from, and the logins that hold it against a server.
package merge_test

import (
	"slices"
	"testing"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

func TestMerge(t *testing.T) {
	scenario.Open(t).Prove(t, slices.Concat(
		[]scenario.Scenario{existingAccountIsLinked()},
		onOwnSettings(),
		combinations(),
		secondLogins(),
		specialAccounts(),
		neighbouringAccounts(),
	)...)
}

// loginsGetThrough leaves out releases on which no login of any guide, or none
// that could be relied on, comes to an account at all: the suite of logins
// says what is broken there.
func loginsGetThrough(r release.Release) bool {
	return !r.Has(release.CustomButtonDead) && !r.Has(release.TokenParamsInQuery) && !r.Has(release.SSRFGuardOnLogin)
}

// breadth makes scenarios of one that checks accounts and answers only. Encvoy
// ID refuses the access token in a query, which its guide leads to; the suite of
// logins reports that, and here the token goes in the header.
func breadth(s scenario.Scenario) []scenario.Scenario {
	s.Breadth = true
	applies := s.Applies
	s.Applies = func(g *guide.Guide, r release.Release) bool {
		return loginsGetThrough(r) && (applies == nil || applies(g, r))
	}
	others, encvoy := s, s
	others.Applies = func(g *guide.Guide, r release.Release) bool { return g.ID != "encvoy" && s.Applies(g, r) }
	encvoy.Applies = func(g *guide.Guide, r release.Release) bool { return g.ID == "encvoy" && s.Applies(g, r) }
	encvoy.Service = map[string]any{"identity_token_sent_via": "header"}
	for suffix, value := range s.Service {
		encvoy.Service[suffix] = value
	}
	return []scenario.Scenario{others, encvoy}
}

// facts are those of the guide that is being proven.
func facts(r *scenario.Run) guideFacts {
	f, err := factsOf(r.Guide(), r.Release())
	if err != nil {
		r.Unsupported(err.Error())
	}
	return f
}

// withUsername are guides whose identities have a user name: only for them does
// the merge hook run.
func withUsername(g *guide.Guide, r release.Release) bool {
	f, err := factsOf(g, r)
	return err == nil && f.username
}
