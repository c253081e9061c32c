package merge_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// columns of observed §B.1, in its order: merge and distinct.
func columns() []settings {
	return []settings{
		{mapsUsername: true}, {mapsUsername: true, merge: true},
		{mapsUsername: true, distinct: true}, {mapsUsername: true, merge: true, distinct: true},
	}
}

// The rule says of 7.1.0 what the table of observed §B.1 says, row by row, for a
// verified local e-mail (v) and one that is not (nv).
func TestRuleIsTheTableThatWasObserved(t *testing.T) {
	t.Parallel()
	type fate = scenario.Fate
	const taken, exists = scenario.UsernameTaken, scenario.UserExists
	refused, conflict := fate{Refusal: taken}, fate{Refusal: exists}
	replaced := fate{Linked: true, Renamed: true, Readdressed: true}
	linked, raised := fate{Linked: true}, fate{Linked: true, Raised: true, Wiped: true}
	second := fate{Elsewhere: true}
	for _, row := range []struct {
		name  string
		rel   relation
		v, nv [4]fate
	}{
		{"same username, other e-mail", relation{username: same},
			[4]fate{refused, refused, conflict, replaced}, [4]fate{refused, refused, conflict, replaced}},
		{"same e-mail, other username", relation{email: same},
			[4]fate{linked, linked, linked, linked}, [4]fate{raised, raised, raised, raised}},
		{"same username and e-mail, other name", relation{username: same, email: same},
			[4]fate{{Refusal: exists, Linked: true}, {Linked: true, Renamed: true}, {Refusal: exists, Linked: true}, {Linked: true, Renamed: true}},
			[4]fate{
				{Refusal: exists, Linked: true, Raised: true, Wiped: true}, {Linked: true, Renamed: true, Raised: true, Wiped: true},
				{Refusal: exists, Linked: true, Raised: true, Wiped: true}, {Linked: true, Renamed: true, Raised: true, Wiped: true},
			}},
		{"same username, e-mail and name", relation{username: same, email: same, name: true},
			[4]fate{linked, linked, linked, linked}, [4]fate{raised, raised, raised, raised}},
		{"e-mail in other case, same username and name", relation{username: same, email: otherCase, name: true},
			[4]fate{
				{Refusal: exists, Linked: true, Wiped: true}, {Linked: true, Readdressed: true, Wiped: true},
				{Refusal: exists, Linked: true, Wiped: true}, {Linked: true, Readdressed: true, Wiped: true},
			},
			[4]fate{
				{Refusal: exists, Linked: true, Wiped: true}, {Linked: true, Readdressed: true, Wiped: true},
				{Refusal: exists, Linked: true, Wiped: true}, {Linked: true, Readdressed: true, Wiped: true},
			}},
		{"username in other case, other e-mail", relation{username: otherCase},
			[4]fate{second, second, conflict, replaced}, [4]fate{second, second, conflict, replaced}},
		{"same username, identity without e-mail", relation{username: same, noEmail: true},
			[4]fate{refused, refused, conflict, {Linked: true, Renamed: true}}, [4]fate{refused, refused, conflict, {Linked: true, Renamed: true}}},
	} {
		for i, s := range columns() {
			t.Run(fmt.Sprintf("%s/merge=%t/distinct=%t", row.name, s.merge, s.distinct), func(t *testing.T) {
				t.Parallel()
				verified := row.rel
				verified.verified = true
				assert.Equal(t, row.nv[i], rule(at(t, "7.1.0"), s, row.rel), "not verified")
				assert.Equal(t, row.v[i], rule(at(t, "7.1.0"), s, verified), "verified")
			})
		}
	}
}

// The truth table of §5.1: the user name alone is the same.
func TestRuleIsTheTruthTable(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		versions        []string
		merge, distinct bool
		refusal         scenario.Refusal
	}{
		{[]string{"3.4.0", "3.18.2", "6.2.12"}, false, false, scenario.UserExists},
		{[]string{"3.4.0", "3.18.2", "6.2.12"}, true, false, ""},
		{[]string{"6.3.0", "6.13.1", "8.9.0"}, false, false, scenario.UsernameTaken},
		{[]string{"6.3.0", "6.13.1", "8.9.0"}, true, false, scenario.UsernameTaken},
		{[]string{"6.3.0", "6.13.1", "8.9.0"}, false, true, scenario.UserExists},
		{[]string{"6.3.0", "6.13.1", "8.9.0"}, true, true, ""},
	} {
		for _, version := range row.versions {
			fate := rule(at(t, version), settings{merge: row.merge, distinct: row.distinct, mapsUsername: true}, relation{username: same})
			assert.Equal(t, row.refusal, fate.Refusal, "%s, merge %t, distinct %t", version, row.merge, row.distinct)
			assert.Equal(t, row.refusal == "", fate.Linked)
		}
	}
}

// Observed §C: the second login of somebody whom OAuth has created.
func TestRuleIsTheTableOfSecondLogins(t *testing.T) {
	t.Parallel()
	type fate = scenario.Fate
	her := relation{username: same, email: same, name: true, verified: true, linked: true, noPassword: true}
	renamed, readdressed, named := her, her, her
	renamed.name, readdressed.email, named.username = false, different, different
	locked, stays := fate{Refusal: scenario.UserExists, Linked: true}, fate{Linked: true}
	for name, row := range map[string]struct {
		rel  relation
		want [4]fate // key and merge: username/off, email/off, username/on, email/on
	}{
		"nothing":   {her, [4]fate{stays, stays, stays, stays}},
		"name":      {renamed, [4]fate{locked, locked, {Linked: true, Renamed: true}, {Linked: true, Renamed: true}}},
		"user name": {named, [4]fate{stays, stays, stays, stays}},
		"e-mail":    {readdressed, [4]fate{locked, stays, {Linked: true, Readdressed: true}, stays}},
	} {
		for i, want := range row.want {
			for _, distinct := range []bool{false, true} {
				s := settings{mapsUsername: true, byEmail: i%2 == 1, merge: i > 1, distinct: distinct}
				assert.Equal(t, want, rule(at(t, "7.1.0"), s, row.rel), "%s: %+v", name, s)
			}
		}
	}
}

func at(t *testing.T, version string) release.Release {
	t.Helper()
	r, err := release.New(version)
	require.NoError(t, err)
	return r
}
