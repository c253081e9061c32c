package merge_test

import (
	"slices"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// combination is one set of the settings that decide about merging, with the
// meetings whose outcome it may change.
type combination struct {
	key, title string
	settings   settings
	meetings   []meeting
}

// combinationsOf are those that differ. Three things make others the same on
// every release (TestCombinationsLeftOutShowNothingElse):
//   - who is found by neither key is not merged, whatever the settings say;
//   - the same e-mail melds first, and a melded account is found with distinct
//     services or without;
//   - all the same is identical, and needs no merging.
func combinationsOf() []combination {
	byName := []meeting{sameUsername(), usernameInOtherCase(), bothButName(), bothInOtherCase()}
	nameOnly := []meeting{sameUsername(), usernameInOtherCase()}
	byEmail := []meeting{sameEmail(), unverifiedEmail(), emailInOtherCase(), bothButName()}
	return []combination{
		{"merge-off", "without merging", settings{}, byName},
		{"merge-on", "with merging", settings{merge: true}, byName},
		{"merge-off-distinct", "without merging, from distinct services", settings{distinct: true}, nameOnly},
		{"merge-on-distinct", "with merging from distinct services", settings{merge: true, distinct: true}, nameOnly},
		{"merge-off-by-email", "without merging, by e-mail", settings{byEmail: true}, slices.Concat(byEmail, []meeting{bothInOtherCase()})},
		{"merge-on-by-email", "with merging by e-mail", settings{merge: true, byEmail: true}, slices.Concat(byEmail, nameOnly)},
	}
}

// combinations hold every combination against the rule, but the guide's own,
// which onOwnSettings does, and those that the release cannot tell apart.
func combinations() []scenario.Scenario {
	var all []scenario.Scenario
	for _, c := range combinationsOf() {
		all = append(all, breadth(scenario.Scenario{
			Key:     "local-account-" + c.key,
			Title:   "a local account becomes what the release makes of it " + c.title,
			Service: c.settings.service(),
			Applies: c.applies,
			Steps: func(r *scenario.Run) {
				f := facts(r)
				for _, m := range c.meetings {
					m.play(r, f, c.settings.mapping(f))
				}
			},
		})...)
	}
	return all
}

// service are the settings by suffix. One that a release has not is not written:
// the combination does not apply to it.
func (s settings) service() map[string]any {
	values := map[string]any{"merge_users": s.merge}
	if s.distinct {
		values["merge_users_distinct_services"] = true
	}
	if s.byEmail {
		values["key_field"] = "email"
	}
	return values
}

func (s settings) mapping(f guideFacts) settings {
	s.mapsUsername = f.mapped
	return s
}

func (c combination) applies(g *guide.Guide, r release.Release) bool {
	f, err := factsOf(g, r)
	return err == nil && f.username && f.own != c.settings.mapping(f) &&
		(!c.settings.distinct || r.Has(release.DistinctServices)) &&
		(!c.settings.byEmail || r.Has(release.KeyField))
}
