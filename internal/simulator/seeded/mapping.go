package seeded

import "slices"

// Faults in what becomes of claims (§1.5, §4.4 to §4.6).
const (
	NameFieldIgnored   Name = "name-field-ignored"
	IndexUnknown       Name = "index-unknown"
	PatternIgnored     Name = "pattern-ignored"
	UndefinedLeftOut   Name = "undefined-left-out"
	MissingEmailLetIn  Name = "missing-email-let-in"
	ExtractionMisnamed Name = "extraction-misnamed"
	ExceptionsUnlogged Name = "exceptions-unlogged"
	IDAsText           Name = "id-as-text"
	SubBeforeID        Name = "sub-before-id"
	IDTokenDropped     Name = "id-token-dropped"
	RolesIgnored       Name = "roles-ignored"
	RolesOnlyAdded     Name = "roles-only-added"
	UnknownRolesTaken  Name = "unknown-roles-taken"
	ChannelsUnasked    Name = "channels-unasked"
	ChannelsOfAll      Name = "channels-of-all"
	ChannelsPrivate    Name = "channels-private"
	MembersUnlisted    Name = "members-unlisted"
	GroupsAsText       Name = "groups-as-text"
)

func mapping() []Fault { return slices.Concat(fields(), groups()) }

func fields() []Fault {
	at := overHTTP("authentik", "7.1.0")
	return []Fault{
		{
			Name: NameFieldIgnored, Where: Simulator, What: "the mapped name field counts for nothing", Source: "§4.5",
			CaughtBy: []string{"fields-by-path", "fields-by-template"},
			Spares:   []string{"fields-as-mapped", "mapped-claim-missing", "claims-with-dots"},
			Shown:    at,
		},
		{
			Name: IndexUnknown, Where: Simulator, What: "a field does not find elements of lists", Source: "§4.5",
			CaughtBy: []string{"fields-by-path"},
			Spares:   []string{"fields-as-mapped", "fields-by-template", "claims-with-dots"},
			Shown:    at,
		},
		{
			Name: PatternIgnored, Where: Simulator, What: "a pattern in a field counts for nothing", Source: "§4.5",
			CaughtBy: []string{"fields-by-template"},
			Spares:   []string{"fields-as-mapped", "fields-by-path", "claims-with-dots"},
			Shown:    at,
		},
		{
			Name: UndefinedLeftOut, Where: Simulator, What: "a chunk of a field that finds nothing becomes nothing", Source: "§4.5",
			CaughtBy: []string{"fields-by-template"},
			Spares:   []string{"fields-as-mapped", "fields-by-path", "mapped-claim-missing"},
			Shown:    at,
		},
		{
			Name: MissingEmailLetIn, Where: Simulator, What: "somebody without the mapped e-mail is let in", Source: "§4.5, observed §A",
			CaughtBy: []string{"email-claim-missing", "email-claim-unmapped", "mapped-claim-missing"},
			Spares:   []string{"fields-as-mapped", "identity-without-email", "email-follows"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: ExtractionMisnamed, Where: Simulator, What: "the refusal of somebody without the mapped e-mail names the user name", Source: "§4.5, observed §E.1",
			CaughtBy: []string{"fields-by-path", "mapped-claim-missing"},
			Spares:   []string{"fields-as-mapped", "claims-with-dots", "fields-by-template"},
			Shown:    at,
		},
		{
			Name: ExceptionsUnlogged, Where: Simulator, What: "exceptions of the method login are not logged", Source: "observed §E.1, §14.5",
			CaughtBy: []string{"identity-shapes"},
			Spares:   []string{"mapped-claim-missing", "fields-as-mapped", "new-person-by-redirect"},
			Shown:    overHTTP("authentik", "8.9.0"),
		},
		{
			Name: IDAsText, Where: Simulator, What: "an id that is a number is stored as a text", Source: "§4.4",
			CaughtBy: []string{"identity-shapes"},
			Spares:   []string{"fields-as-mapped", "second-login", "two-people-with-one-email"},
			Shown:    at,
		},
		{
			Name: SubBeforeID, Where: Simulator, What: "sub is taken for the id where the identity has another", Source: "§4.4, observed §A",
			CaughtBy: []string{"identity-shapes"},
			Spares:   []string{"fields-as-mapped", "second-login", "two-people-with-one-email"},
			Shown:    at,
		},
		{
			Name: IDTokenDropped, Where: Simulator, What: "the id_token is not kept", Source: "§4.6",
			CaughtBy: []string{"provider-clock-ahead", "provider-clock-behind", "scope-openid-alone"},
			Spares:   []string{"fields-as-mapped", "new-person-by-redirect"},
			Shown:    at,
		},
	}
}

func groups() []Fault {
	at := overHTTP("authentik", "3.18.2")
	return []Fault{
		{
			Name: RolesIgnored, Where: Simulator, What: "roles of the provider are not taken over although Merge Roles from SSO is on", Source: "§1.5",
			CaughtBy: []string{"merged-roles"},
			Spares:   []string{"mapped-channels", "new-person-by-redirect"},
			Shown:    at,
		},
		{
			Name: RolesOnlyAdded, Where: Simulator, What: "merged roles come beside those that the account has", Source: "§1.5",
			CaughtBy: []string{"merged-roles"},
			Spares:   []string{"groups-unmapped", "mapped-channels", "second-login"},
			Shown:    at,
		},
		{
			Name: UnknownRolesTaken, Where: Simulator, What: "roles of the provider that the workspace does not have are taken over", Source: "§1.5",
			CaughtBy: []string{"merged-roles"},
			Spares:   []string{"groups-unmapped", "mapped-channels", "second-login"},
			Shown:    at,
		},
		{
			Name: ChannelsUnasked, Where: Simulator, What: "groups lead to channels without a licence and without being asked to", Source: "§0.4, §1.5",
			CaughtBy: []string{"mapped-channels"},
			// Whoever looks at the one rocket.cat meanwhile sees channels that others' logins have made.
			Wide:   true,
			Spares: []string{"merged-roles", "fields-as-mapped", "new-person-by-redirect"},
			Shown:  overHTTP("authentik", "7.1.0"),
		},
		{
			Name: ChannelsOfAll, Where: Simulator, What: "everybody comes into every channel of the map", Source: "§1.5",
			CaughtBy: []string{"groups-no-list", "mapped-channels"},
			Spares:   []string{"merged-roles", "groups-unmapped", "channels-of-nobody"},
			Shown:    at,
		},
		{
			Name: ChannelsPrivate, Where: Simulator, What: "channels that groups lead to are private", Source: "§1.5",
			CaughtBy: []string{"groups-no-list", "mapped-channels"},
			Spares:   []string{"merged-roles", "groups-unmapped", "channels-of-nobody"},
			Shown:    at,
		},
		{
			Name: MembersUnlisted, Where: Simulator, What: "whom groups lead into a channel is missing in its list of members", Source: "§1.5",
			CaughtBy: []string{"mapped-channels"},
			Spares:   []string{"groups-no-list", "merged-roles", "groups-unmapped"},
			Shown:    at,
		},
		{
			Name: GroupsAsText, Where: Simulator, What: "a text in place of a list of groups names one", Source: "§1.5",
			CaughtBy: []string{"groups-no-list"},
			Spares:   []string{"mapped-channels", "merged-roles", "groups-unmapped"},
			Shown:    at,
		},
	}
}
