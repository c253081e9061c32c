package promises_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// serviceSettings are the settings of a custom OAuth service with their defaults
// (§1.2), as far as the release has them.
func serviceSettings() []scenario.ServiceSetting {
	return []scenario.ServiceSetting{
		{Suffix: "", Default: false},
		{Suffix: "url", Default: ""},
		{Suffix: "token_path", Default: "/oauth/token"},
		{Suffix: "token_sent_via", Default: "payload"},
		{Suffix: "identity_token_sent_via", Default: "default"},
		{Suffix: "identity_path", Default: "/me"},
		{Suffix: "authorize_path", Default: "/oauth/authorize"},
		{Suffix: "scope", Default: "openid"},
		{Suffix: "access_token_param", Default: "access_token"},
		{Suffix: "id", Default: ""},
		{Suffix: "secret", Default: ""},
		{Suffix: "login_style", Default: "popup"},
		{Suffix: "button_label_text", Default: ""},
		{Suffix: "button_label_color", Default: "#FFFFFF"},
		{Suffix: "button_color", Default: "#1d74f5"},
		{Suffix: "key_field", Default: "username", Since: release.KeyField},
		{Suffix: "username_field", Default: ""},
		{Suffix: "email_field", Default: ""},
		{Suffix: "name_field", Default: ""},
		{Suffix: "avatar_field", Default: ""},
		{Suffix: "roles_claim", Default: "roles"},
		{Suffix: "groups_claim", Default: "groups", Since: release.GroupsToChannels},
		{Suffix: "channels_admin", Default: "rocket.cat", Since: release.GroupsToChannels},
		{Suffix: "map_channels", Default: false, Since: release.GroupsToChannels},
		{
			Suffix: "groups_channel_map", Since: release.GroupsToChannels,
			Default: "{\n\t\"rocket-admin\": \"admin\",\n\t\"tech-support\": \"support\"\n}",
		},
		{Suffix: "merge_roles", Default: false},
		{Suffix: "roles_to_sync", Default: "", Since: release.RolesToSync},
		{Suffix: "merge_users", Default: false},
		{Suffix: "merge_users_distinct_services", Default: false, Since: release.DistinctServices},
		{Suffix: "show_button", Default: true},
	}
}

// A service that has been added is there, with every setting that the release has.
func serviceIsListed() scenario.Scenario {
	return scenario.Scenario{
		Key:     "service-is-listed",
		Title:   "the service that the guide adds is there with its settings",
		Asserts: []guide.Topic{guide.TopicServiceListed},
		Applies: promising(guide.TopicServiceListed),
		Breadth: true,
		Steps:   func(r *scenario.Run) { r.ServiceHas(serviceSettings()) },
	}
}

// What the guide's reader has saved is what Rocket.Chat keeps, and people are
// offered the service.
func settingsAreSaved() scenario.Scenario {
	return scenario.Scenario{
		Key:     "settings-are-saved",
		Title:   "the guide's settings are kept as written",
		Asserts: []guide.Topic{guide.TopicSaveSettings},
		Breadth: true,
		Steps: func(r *scenario.Run) {
			r.KeepsTheSettingsAsWritten()
			r.LoginServiceShows("loginStyle", r.Guide().LoginStyle())
			r.LoginServiceHidesTheSecret()
		},
	}
}

// authentik's guide lists the settings to change: the others keep their defaults.
func defaultsAreKept() scenario.Scenario {
	return scenario.Scenario{
		Key:     "defaults-are-kept",
		Title:   "settings that the guide does not name keep their defaults",
		Asserts: []guide.Topic{guide.TopicDefaultsKept},
		Applies: promising(guide.TopicDefaultsKept),
		Breadth: true,
		Steps:   func(r *scenario.Run) { r.UnnamedSettingsHaveTheirDefaults(serviceSettings()) },
	}
}

// Entra's guide turns "Merge users from distinct services" on, where there is such
// a setting. What it does is the subject of the suite merge.
func distinctServicesAreSet() scenario.Scenario {
	return scenario.Scenario{
		Key:     "distinct-services-are-set",
		Title:   "the login service merges users from distinct services",
		Asserts: []guide.Topic{"merge-users-distinct-services"},
		Applies: func(g *guide.Guide, r release.Release) bool {
			_, set := g.Setting("merge-users-distinct-services")
			return set && r.Has(release.DistinctServices)
		},
		Breadth: true,
		Steps: func(r *scenario.Run) {
			r.KeepsTheSettingsAsWritten()
			r.LoginServiceShows("mergeUsersDistinctServices", true)
		},
	}
}
