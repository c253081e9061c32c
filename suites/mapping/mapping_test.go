// Package mapping_test is the specification of how claims become an account:
// the fields that the guides map, the language in which fields are written, the
// shapes of identities, and what roles and groups come to.
package mapping_test

import (
	"slices"
	"testing"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

func TestMapping(t *testing.T) {
	scenario.Open(t).Prove(t, slices.Concat([]scenario.Scenario{
		fieldsAsTheGuideMapsThem(),
		usernameFollows(),
		emailFollows(),
		withoutUsernameField(),
		openIDAlone(),
		missingClaims(),
		paths(),
		templates(),
		dottedClaims(),
		subjects(),
		unusualUsernames(),
		groupsWithTheGuidesSettings(),
		mergedRoles(),
		mappedChannels(),
		groupsThatAreNoList(),
		channelsOfNobody(),
	}, calledRocketCat())...)
}

// loginsGetThrough leaves out releases on which nobody comes to an account by
// the button at all: the suite of logins says what is broken there.
func loginsGetThrough(r release.Release) bool {
	return !r.Has(release.CustomButtonDead) && !r.Has(release.TokenParamsInQuery) && !r.Has(release.SSRFGuardOnLogin)
}

// anyOf applies to guides by id, where logins get through. Forms of mapping are
// no promise of any guide: one provider that can tell the claims is enough.
func anyOf(ids ...string) func(*guide.Guide, release.Release) bool {
	return func(g *guide.Guide, r release.Release) bool {
		for _, id := range ids {
			if g.ID == id && loginsGetThrough(r) {
				return true
			}
		}
		return false
	}
}

// withSettingOf applies to guides that say something about one of the topics.
func withSettingOf(topics ...guide.Topic) func(*guide.Guide, release.Release) bool {
	return func(g *guide.Guide, r release.Release) bool {
		for _, topic := range topics {
			if len(g.About(topic)) > 0 && loginsGetThrough(r) {
				return true
			}
		}
		return false
	}
}
