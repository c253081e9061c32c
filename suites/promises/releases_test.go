package promises_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// A guide that names releases lets people log in on them, with its own settings.
// Clavex's is for 3.0 and newer, which all of the list are; authentik's was written
// with 4.5.1 and warns that others may differ.
func releaseAsPromised() scenario.Scenario {
	return scenario.Scenario{
		Key:     "release-as-promised",
		Title:   "people log in on a release that the guide names",
		Asserts: []guide.Topic{guide.TopicReleaseRange},
		Applies: func(g *guide.Guide, r release.Release) bool {
			return promising(guide.TopicReleaseRange)(g, r) && (g.ID != "authentik" || like451(r))
		},
		Breadth: true,
		Steps:   personLogsIn,
	}
}

// like451 are the releases of 4.5.1's class: the last login page in Blaze, and
// mapping of roles for a licence only (§0.4). GONOGO_RELEASES=4.5.1 plays that very one.
func like451(r release.Release) bool {
	return r.Has(release.PremiumMapping) && !r.Has(release.ReactLoginPage)
}

// Clavex's guide is for Community and Enterprise: custom OAuth takes no licence up
// to 8.9 (§0.1). That the workspace has none shows in a setting that needs one.
func editionAsPromised() scenario.Scenario {
	return scenario.Scenario{
		Key:     "edition-as-promised",
		Title:   "people log in to the edition that the guide names",
		Asserts: []guide.Topic{guide.TopicEdition},
		Applies: promising(guide.TopicEdition),
		Breadth: true,
		// The scope is the guide's in another order. It is written last: once it is
		// shown, the other setting would be.
		Service: map[string]any{"roles_claim": "needs-a-licence", "scope": "openid email profile"},
		Steps: func(r *scenario.Run) {
			r.TellsItsEdition("needs-a-licence")
			personLogsIn(r)
		},
	}
}

func personLogsIn(r *scenario.Run) {
	ada := r.NewPerson()
	ada.LogsIn()
	ada.IsKnownToTheAPI()
	ada.HasOneAccountLinkedToTheProvider()
}
