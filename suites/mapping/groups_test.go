package mapping_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// The guide of authentik names claims for roles and groups and an owner of
// channels, but switches no mapping on: nobody gets more than the default role.
func groupsWithTheGuidesSettings() scenario.Scenario {
	return scenario.Scenario{
		Key:     "groups-unmapped",
		Title:   "groups at the provider give nobody a role as long as the guide switches no mapping on",
		Service: map[string]any{"login_style": "popup"},
		Applies: withSettingOf("roles-claim"),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPersonWho(func(p *provider.Person) { p.Groups = []string{"admin", "bot"} })
			ada.LogsInForTheFirstTime()
			ada.Account()
			ada.HasTheRoles("user")
			r.Finding("roles-claim", "the guide names the claim, but Merge Roles from SSO stays off: no role is taken from it on any release")
			r.Finding("channels-admin", "the guide names the owner of channels, but Map Roles/Groups to channels stays off: no channel is made on any release")
		},
	}
}

// With "Merge Roles from SSO" on, 3.x takes the roles from the claim: the first
// login gives those that exist beside the default one, the next replaces the
// whole list. Since 4.0 it takes a licence, and Community does nothing (§1.5).
func mergedRoles() scenario.Scenario {
	return scenario.Scenario{
		Key:     "merged-roles",
		Title:   "merged roles come from the claim up to 3.x, and take a licence since 4.0",
		Asserts: []guide.Topic{"roles-claim"},
		// A service does not show its merge_roles everywhere; the scope, which is
		// written after it and means the same in another order, tells when both count.
		Service: map[string]any{"login_style": "popup", "merge_roles": true, "scope": "openid profile email"},
		Applies: withSettingOf("roles-claim"),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPersonWho(func(p *provider.Person) { p.Groups = []string{"bot", "no-such-role", "offline_access"} })
			ada.LogsInForTheFirstTime()
			account := ada.Account()
			premium := r.Release().Has(release.PremiumMapping)
			if premium {
				ada.HasTheRoles("user")
			} else {
				ada.HasTheRoles("bot", "user")
			}
			ada.TakesAFreshBrowser()
			ada.TriesToLogIn(account, scenario.Fate{})
			if premium {
				ada.HasTheRoles("user")
				r.Finding("roles-claim", licence(r.Release()))
				return
			}
			ada.HasTheRoles("bot")
			r.Finding("roles-claim", "with Merge Roles from SSO on, the second login takes away every role that the provider does not tell, the default one included")
		},
	}
}

// licence says what a licence would do (§1.5).
func licence(r release.Release) string {
	switch {
	case r.Has(release.FirstLoginRolesLost):
		return "without a licence no role comes from the claim; with one, the roles named in Roles to Sync would come with the second login, for the first one loses them (#35540)"
	case r.Has(release.RolesToSync):
		return "without a licence no role comes from the claim; with one, each login would give and take the roles named in Roles to Sync"
	}
	return "without a licence no role comes from the claim; with one, each login would replace all roles by those of the claim"
}
