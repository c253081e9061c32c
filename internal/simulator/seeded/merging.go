package seeded

// Faults in what becomes of accounts that exist already (§5.1, §14.4).
const (
	MergeIgnoresFlag     Name = "merge-ignores-flag"
	MergeIgnoresServices Name = "merge-ignores-services"
	MergeByPrefix        Name = "merge-by-prefix"
	MergeByPattern       Name = "merge-by-pattern"
	MergeMindsCase       Name = "merge-minds-case"
	KeyFieldIgnored      Name = "key-field-ignored"
	MergeKeepsEmail      Name = "merge-keeps-email"
	MeldTrustsUnverified Name = "meld-trusts-unverified"
	MeldWipesVerified    Name = "meld-wipes-verified"
	MeldBySuffix         Name = "meld-by-suffix"
	MeldAsksProvider     Name = "meld-asks-provider"
	MeldUnlinksOthers    Name = "meld-unlinks-others"
	MeldSkipsInactive    Name = "meld-skips-inactive"
	PasswordShutByLink   Name = "password-shut-by-link"
)

func merges() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: MergeIgnoresFlag, Where: Simulator, What: "accounts are merged although Merge users is off", Source: "§5.1",
			CaughtBy: []string{
				"called-rocket-cat-distinct", "change-at-provider-merge-off", "change-at-provider-merge-off-by-email", "forerunner",
				"local-account-merge-off", "local-account-merge-off-by-email", "local-account-merge-off-distinct", "readdressed-back",
				"readdressed-merge-users", "renamed-back", "renamed-merge-users", "username-taken-distinct",
			},
			Spares: []string{"new-person-by-redirect", "second-login", "local-account-by-email"},
			Shown:  at,
		},
		{
			Name: MergeIgnoresServices, Where: Simulator, What: "local accounts are merged although Merge users from distinct services is off", Source: "§5.1, #28783",
			CaughtBy: []string{"called-rocket-cat-merged", "identity-without-email", "local-account-by-username", "local-account-merge-off", "username-taken-merge-users"},
			Spares:   []string{"new-person-by-redirect", "local-account-by-email", "second-login"},
			Shown:    at,
		},
		{
			Name: MergeByPrefix, Where: Simulator, What: "merging takes an account whose user name only begins with the person's for hers", Source: "§5.1",
			CaughtBy: []string{"neighbouring-accounts"},
			Spares:   []string{"local-account-merge-on-distinct", "called-rocket-cat-merged-distinct", "local-account-by-email"},
			Shown:    at,
		},
		{
			Name: MergeByPattern, Where: Simulator, What: "merging reads the person's user name as a pattern, in which a dot stands for anything", Source: "§5.1",
			CaughtBy: []string{"neighbouring-accounts"},
			Spares:   []string{"local-account-merge-on-distinct", "called-rocket-cat-merged-distinct", "local-account-by-email"},
			Shown:    at,
		},
		{
			Name: MergeMindsCase, Where: Simulator, What: "merging minds the case of user names", Source: "§5.1, observed §B.1",
			CaughtBy: []string{"local-account-merge-off-distinct", "local-account-merge-on-distinct"},
			Spares:   []string{"called-rocket-cat-merged-distinct", "local-account-by-username", "local-account-by-email"},
			Shown:    at,
		},
		{
			Name: KeyFieldIgnored, Where: Simulator, What: "accounts are merged by user name although the key field is the e-mail", Source: "§5.1, observed §C",
			CaughtBy: []string{
				"change-at-provider-merge-off-by-email", "change-at-provider-merge-on-by-email", "local-account-merge-off-by-email",
				"local-account-merge-on-by-email",
			},
			Spares: []string{"local-account-by-username", "local-account-merge-on-distinct", "change-at-provider"},
			Shown:  at,
		},
		{
			Name: MergeKeepsEmail, Where: Simulator, What: "merging leaves an account with its former e-mail", Source: "§5.1, #27148",
			CaughtBy: []string{"called-rocket-cat-merged-distinct", "change-at-provider", "email-follows", "local-account-by-username", "local-account-merge-on-distinct"},
			Spares:   []string{"local-account-by-email", "change-at-provider-merge-on-by-email", "local-account-merge-on-by-email"},
			Shown:    at,
		},
	}
}

func melds() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: MeldTrustsUnverified, Where: Simulator, What: "an account with the e-mail keeps its password although nobody has verified the address", Source: "§14.4",
			CaughtBy: []string{
				"local-account-by-email", "local-account-by-username", "local-account-merge-off", "local-account-merge-off-by-email",
				"local-account-merge-on-by-email", "unverified-local-email",
			},
			Spares: []string{"new-person-by-redirect", "second-login", "local-account-merge-on-distinct"},
			Shown:  at,
		},
		{
			Name: MeldWipesVerified, Where: Simulator, What: "a melded account loses its password although its address is verified", Source: "§14.4, observed §B.3",
			CaughtBy: []string{
				"deactivated-account", "existing-account-is-linked", "forerunner", "identity-without-username", "linked-to-another-provider",
				"local-account-by-email", "local-account-by-username", "local-account-merge-off-by-email", "local-account-merge-on-by-email",
				"unverified-at-provider",
			},
			Spares: []string{"unverified-local-email", "local-account-merge-on-distinct", "second-login"},
			Shown:  at,
		},
		{
			Name: MeldBySuffix, Where: Simulator, What: "an account whose e-mail only ends with the identity's is melded", Source: "§14.4, observed §B",
			CaughtBy: []string{"neighbouring-accounts"},
			Spares:   []string{"local-account-by-email", "unverified-local-email", "existing-account-is-linked"},
			Shown:    at,
		},
		{
			Name: MeldAsksProvider, Where: Simulator, What: "an account is not melded with an e-mail that the provider calls not verified", Source: "observed §A",
			CaughtBy: []string{"unverified-at-provider"},
			Spares:   []string{"local-account-by-email", "unverified-local-email", "second-login"},
			Shown:    at,
		},
		{
			Name: MeldUnlinksOthers, Where: Simulator, What: "melding removes an account's links to other providers", Source: "observed §B",
			CaughtBy: []string{"linked-to-another-provider"},
			Spares:   []string{"local-account-by-email", "two-people-with-one-email", "second-login"},
			Shown:    at,
		},
		{
			Name: MeldSkipsInactive, Where: Simulator, What: "an account that is deactivated is not found by its e-mail", Source: "§14.4, §5.4",
			CaughtBy: []string{"deactivated-account"},
			Spares:   []string{"account-deactivated", "local-account-by-email", "unverified-local-email"},
			Shown:    at,
		},
		{
			Name: PasswordShutByLink, Where: Simulator, What: "the password of an account that is linked to a provider opens it no more", Source: "observed §B.3",
			CaughtBy: []string{
				"identity-without-username", "linked-to-another-provider", "local-account-by-email", "local-account-by-username",
				"local-account-merge-on-by-email", "local-account-merge-on-distinct", "unverified-at-provider",
			},
			Spares: []string{"unverified-local-email", "deactivated-account", "existing-account-is-linked"},
			Shown:  at,
		},
	}
}
