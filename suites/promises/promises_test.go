// Package promises_test is the specification of what the guides promise beside
// logins: the releases and editions that they are for, the settings that are there
// and stay, and the provider's own addresses, grants and people.
package promises_test

import (
	"testing"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

func TestPromises(t *testing.T) {
	scenario.Open(t).Prove(t,
		releaseAsPromised(),
		editionAsPromised(),

		serviceIsListed(),
		settingsAreSaved(),
		defaultsAreKept(),
		distinctServicesAreSet(),

		providerIsOpenIDConnect(),
		codesAreGuarded(),
		codesLapse(),
		redirectURIsAreCompared(),

		applicationIsSaved(),
		endpointsAnswer(),
		grantsAreSupported(),
		peopleAreCreated(),
		peopleAreRemoved(),
	)
}

// promising keeps the guides that promise something, or say how to verify it.
func promising(topic guide.Topic) func(*guide.Guide, release.Release) bool {
	return func(g *guide.Guide, _ release.Release) bool {
		for _, s := range g.About(topic) {
			if s.Kind == guide.KindPromise || s.Kind == guide.KindVerification {
				return true
			}
		}
		return false
	}
}
