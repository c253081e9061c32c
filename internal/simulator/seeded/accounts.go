package seeded

import "slices"

// Faults in what becomes of new accounts, and of those who come again (§5.2 to §5.4).
const (
	RegistrationIgnored  Name = "registration-ignored"
	DomainsIgnored       Name = "domains-ignored"
	ApprovalIgnored      Name = "approval-ignored"
	AccountBeforeRefusal Name = "account-before-refusal"
	DeactivatedLetIn     Name = "deactivated-let-in"
	NewAdmins            Name = "new-admins"
	CatIsAPerson         Name = "cat-is-a-person"
	MeIncomplete         Name = "me-incomplete"
	WrongName            Name = "wrong-name"
	EmailUnverified      Name = "email-unverified"
	AccountTwice         Name = "account-twice"
	AccountRenewed       Name = "account-renewed"
	ClaimsKept           Name = "claims-kept"
	TakenNameNumbered    Name = "taken-name-numbered"
	ClaimedNameChecked   Name = "claimed-name-checked"
	ChosenNameUnchecked  Name = "chosen-name-unchecked"
	GivenNameUnchecked   Name = "given-name-unchecked"
	UsernameUnsuggested  Name = "username-unsuggested"
	UsernameFollows      Name = "username-follows"
)

func accounts() []Fault {
	return slices.Concat(merges(), melds(), newcomers(), returns(), usernames())
}

// newcomers are faults in who may have an account, and of which kind.
func newcomers() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: RegistrationIgnored, Where: Simulator, What: "services make accounts although registration by them is closed", Source: "§2.6, §5.3",
			CaughtBy: []string{"registration-closed"},
			Spares:   []string{"new-person-by-redirect", "domain-refused"},
			Shown:    at,
		},
		{
			Name: DomainsIgnored, Where: Simulator, What: "people with e-mail of other domains than the allowed ones get an account", Source: "§2.6, §5.3",
			CaughtBy: []string{"domain-refused"},
			Spares:   []string{"new-person-by-redirect", "registration-closed"},
			Shown:    at,
		},
		{
			Name: ApprovalIgnored, Where: Simulator, What: "new people need no approval although the workspace demands it", Source: "§2.6, §5.3",
			CaughtBy: []string{"approval-pending", "approval-pending-without-form"},
			Spares:   []string{"new-person-by-redirect", "deactivated-account"},
			Shown:    at,
		},
		{
			Name: AccountBeforeRefusal, Where: Simulator, What: "somebody who may not sign up has an account all the same", Source: "§5.3, observed §G",
			CaughtBy: []string{"domain-refused", "foreign-domain", "services-may-not-register"},
			Spares:   []string{"allowed-domain", "manual-approval", "sign-up-form-disabled"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: DeactivatedLetIn, Where: Simulator, What: "people whose account is deactivated get in", Source: "§5.4",
			CaughtBy: []string{"account-deactivated", "approval-pending", "approval-pending-without-form", "deactivated-account"},
			Spares:   []string{"new-person-by-redirect", "second-login"},
			Shown:    at,
		},
		{
			Name: NewAdmins, Where: Simulator, What: "new people become administrators although there is one", Source: "§5.3, §2.5",
			CaughtBy: []string{"avatar-and-password-closed", "groups-unmapped", "merged-roles"},
			Spares:   []string{"new-person-by-redirect", "second-login", "fields-as-mapped"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: CatIsAPerson, Where: Simulator, What: "rocket.cat is an account of a person's kind", Source: "§2.5",
			CaughtBy: []string{"called-rocket-cat", "called-rocket-cat-distinct", "called-rocket-cat-merged", "called-rocket-cat-merged-distinct"},
			Spares:   []string{"local-account-merge-on-distinct", "new-person-by-redirect"},
			Shown:    at,
		},
		{
			Name: MeIncomplete, Where: Simulator, What: "/api/v1/me does not say whether an account is active", Source: "§2.1",
			CaughtBy: []string{"edition-as-promised", "new-person-by-redirect", "release-as-promised"},
			Spares:   []string{"second-login", "logging-out", "fields-as-mapped"},
			Shown:    at,
		},
	}
}

// returns are faults in what an account has, after the first login and the next.
func returns() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: WrongName, Where: Simulator, What: "the user name is copied into the name", Source: "§4.5",
			CaughtBy: []string{
				"called-rocket-cat-merged-distinct", "change-at-provider", "change-at-provider-merge-off",
				"change-at-provider-merge-off-by-email", "change-at-provider-merge-on-by-email", "fields-as-mapped", "identity-without-username",
				"local-account-by-email", "local-account-by-username", "local-account-merge-off", "local-account-merge-off-by-email",
				"local-account-merge-on-by-email", "local-account-merge-on-distinct", "neighbouring-accounts", "renamed-back", "renamed-merge-users",
			},
			Spares: []string{"new-person-by-redirect", "second-login", "logging-out"},
			Shown:  at,
		},
		{
			Name: EmailUnverified, Where: Simulator, What: "the e-mail of a new account has the opposite of the verified mark that the workspace is set to", Source: "§5.3",
			CaughtBy: []string{
				"change-at-provider", "code-by-default-elsewhere", "email-code-off", "email-code-off-for-oauth", "email-code-opt-in-off",
				"fields-as-mapped", "mapped-claim-missing", "two-people-with-one-email",
			},
			Spares: []string{"new-person-by-redirect", "second-login", "local-account-by-email"},
			Shown:  at,
		},
		{
			Name: AccountTwice, Where: Simulator, What: "a first login makes two accounts", Source: "§5.2",
			CaughtBy: []string{"new-person-by-redirect", "second-login", "edition-as-promised"},
			Wide:     true,
			Spares:   []string{"button-on-login-page", "redirect-uri", "wrong-password"},
			Shown:    at,
		},
		{
			Name: AccountRenewed, Where: Simulator, What: "a login of somebody known leaves the account with another id", Source: "§5.2",
			CaughtBy: []string{
				"account-deactivated", "change-at-provider", "change-at-provider-merge-off-by-email", "change-at-provider-merge-on-by-email",
				"email-follows", "second-login", "two-people-with-one-email", "username-follows",
			},
			Spares: []string{"new-person-by-redirect", "logging-out", "local-account-by-email"},
			Shown:  at,
		},
		{
			Name: ClaimsKept, Where: Simulator, What: "a login stores new claims only, and leaves those that are known as they were", Source: "§5.2, observed §C",
			CaughtBy: []string{"two-people-with-one-email"},
			Spares:   []string{"second-login", "change-at-provider", "linked-to-another-provider"},
			Shown:    at,
		},
	}
}

func usernames() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: TakenNameNumbered, Where: Simulator, What: "somebody whose user name is taken gets it with a number instead of a refusal", Source: "§5.1, observed §B.1",
			CaughtBy: []string{
				"called-rocket-cat", "called-rocket-cat-merged", "identity-without-email", "local-account-by-username", "local-account-merge-off",
				"local-account-merge-on-by-email", "username-taken-delete", "username-taken-merge-both", "username-taken-merge-users",
				"username-taken-rename",
			},
			Spares: []string{"local-account-by-email", "second-login", "local-account-merge-on-distinct"},
			Shown:  at,
		},
		{
			Name: ClaimedNameChecked, Where: Simulator, What: "the rules for user names of Rocket.Chat's own hold for those of a provider", Source: "§5.3, observed §A",
			CaughtBy: []string{"person-with-defaults", "unusual-usernames"},
			Spares:   []string{"fields-as-mapped", "fields-by-path", "new-person-by-redirect"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: ChosenNameUnchecked, Where: Simulator, What: "people may choose user names with characters that none may have", Source: "§2.6, §9.3",
			CaughtBy: []string{"username-chosen"},
			Spares:   []string{"new-person-by-redirect", "second-login"},
			Shown:    overHTTP("encvoy", "7.1.0"),
		},
		{
			Name: GivenNameUnchecked, Where: Simulator, What: "administrators may make accounts with user names that none may have", Source: "§2.6",
			CaughtBy: []string{"unusual-usernames"},
			Spares:   []string{"local-account-by-username", "fields-as-mapped"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: UsernameUnsuggested, Where: Simulator, What: "the page that asks for a user name suggests none", Source: "§9.3",
			CaughtBy: []string{"username-chosen"},
			Spares:   []string{"new-person-by-redirect", "second-login", "logging-out"},
			Shown:    overHTTP("encvoy", "7.1.0"),
		},
		{
			Name: UsernameFollows, Where: Simulator, What: "a user name that changes at the provider is taken over, with a number", Source: "observed §C",
			CaughtBy: []string{"two-people-with-one-email", "username-follows"},
			Spares:   []string{"second-login", "email-follows", "local-account-by-username"},
			Shown:    at,
		},
	}
}
