// Package troubleshooting_test is the specification of what goes wrong. Each
// trouble is broken as its cause says, shows its symptom, is named by the doctor,
// and is cured by its fix. Files are named after where the cause lies.
package troubleshooting_test

import (
	"slices"
	"testing"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

func TestTroubleshooting(t *testing.T) {
	var scenarios []scenario.Scenario
	for _, tr := range slices.Concat(
		troublesOfClavex(), troublesOfTheService(), troublesOfTheProvider(), troublesOfTheCallback(), troublesOfPeople(),
		troublesOfAccounts(), troublesOfTheWorkspace(), troublesOfEmailCodes(), troublesOfClaims(), troublesOfPictures(),
		troublesOfTheAddress(), troublesOfReleases(), troublesOfBrowsers(), troublesOfFactors(),
	) {
		scenarios = append(scenarios, tr.Scenario())
	}
	scenario.Open(t).Prove(t, append(scenarios, healthy())...)
}

// at keeps the guides with these ids.
func at(ids ...string) func(*guide.Guide, release.Release) bool {
	return func(g *guide.Guide, _ release.Release) bool { return slices.Contains(ids, g.ID) }
}
