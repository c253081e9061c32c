package merge_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// meetings are all that onOwnSettings plays.
func meetings() []meeting {
	return []meeting{
		sameEmail(), unverifiedEmail(), emailInOtherCase(), neither(),
		sameUsername(), usernameInOtherCase(), bothAndName(), bothButName(), bothInOtherCase(),
	}
}

// every is all eight combinations of the settings.
func every() []settings {
	var all []settings
	for i := range 8 {
		all = append(all, settings{merge: i&1 > 0, distinct: i&2 > 0, byEmail: i&4 > 0, mapsUsername: true})
	}
	return all
}

// playedWith are the combinations with which a meeting is played at the guide of
// authentik, which sets merging alone.
func playedWith(r release.Release, m meeting) []settings {
	played := []settings{{merge: true, mapsUsername: true}}
	for _, c := range combinationsOf() {
		has := slices.ContainsFunc(c.meetings, func(other meeting) bool { return other.what == m.what })
		if has && (!c.settings.distinct || r.Has(release.DistinctServices)) && (!c.settings.byEmail || r.Has(release.KeyField)) {
			played = append(played, c.settings.mapping(guideFacts{mapped: true}))
		}
	}
	return played
}

// Whatever can become of a meeting under any combination, on any class of
// releases, a combination that is played shows it.
func TestCombinationsLeftOutShowNothingElse(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"3.4.0", "3.18.2", "5.2.0", "5.4.10", "6.2.12", "6.3.1", "7.1.0", "8.9.0"} {
		r := at(t, version)
		for _, m := range meetings() {
			rel := m.relation(guideFacts{mapped: true, username: true})
			var shown []scenario.Fate
			for _, s := range playedWith(r, m) {
				shown = append(shown, rule(r, s, rel))
			}
			for _, s := range every() {
				assert.Contains(t, shown, rule(r, s, rel), "%s, %s: %+v", version, m.what, s)
			}
		}
	}
}
