package seeded

// Faults in what becomes of accounts (§5).
const (
	MergeIgnoresFlag     Name = "merge-ignores-flag"
	MergeIgnoresServices Name = "merge-ignores-services"
	MeldTrustsUnverified Name = "meld-trusts-unverified"
	WrongName            Name = "wrong-name"
	AccountTwice         Name = "account-twice"
	EmailUnverified      Name = "email-unverified"
	DeactivatedLetIn     Name = "deactivated-let-in"
	RolesIgnored         Name = "roles-ignored"
	RegistrationIgnored  Name = "registration-ignored"
	DomainsIgnored       Name = "domains-ignored"
	ApprovalIgnored      Name = "approval-ignored"
)

func accounts() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: MergeIgnoresFlag, Where: Simulator, What: "accounts are merged although Merge users is off", Source: "§5.1",
			CaughtBy: []string{"local-account-merge-off", "forerunner", "renamed-merge-users", "change-at-provider-merge-off"},
			Spares:   []string{"new-person-by-redirect", "second-login", "local-account-by-email"},
			Shown:    at,
		},
		{
			Name: MergeIgnoresServices, Where: Simulator, What: "local accounts are merged although Merge users from distinct services is off", Source: "§5.1, #28783",
			CaughtBy: []string{"local-account-by-username", "local-account-merge-off", "username-taken-merge-users"},
			Spares:   []string{"new-person-by-redirect", "local-account-by-email", "second-login"},
			Shown:    at,
		},
		{
			Name: MeldTrustsUnverified, Where: Simulator, What: "an account with the e-mail keeps its password although nobody has verified the address", Source: "§14.4",
			CaughtBy: []string{"local-account-by-email", "unverified-local-email"},
			Spares:   []string{"new-person-by-redirect", "second-login", "local-account-merge-on-distinct"},
			Shown:    at,
		},
		{
			Name: WrongName, Where: Simulator, What: "the user name is copied into the name", Source: "§4.5",
			CaughtBy: []string{"fields-as-mapped", "change-at-provider"},
			Spares:   []string{"new-person-by-redirect", "second-login", "logging-out"},
			Shown:    at,
		},
		{
			Name: AccountTwice, Where: Simulator, What: "a first login makes two accounts", Source: "§5.2",
			CaughtBy: []string{"new-person-by-redirect", "second-login"},
			Spares:   []string{"button-on-login-page", "redirect-uri", "wrong-password"},
			Shown:    at,
		},
		{
			Name: EmailUnverified, Where: Simulator, What: "the e-mail of a new account has the opposite of the verified mark that the workspace is set to", Source: "§5.3",
			CaughtBy: []string{"fields-as-mapped"},
			Spares:   []string{"new-person-by-redirect", "second-login", "local-account-by-email"},
			Shown:    at,
		},
		{
			Name: DeactivatedLetIn, Where: Simulator, What: "people whose account is deactivated get in", Source: "§5.4",
			CaughtBy: []string{"account-deactivated", "deactivated-account"},
			Spares:   []string{"new-person-by-redirect", "second-login"},
			Shown:    at,
		},
		{
			Name: RolesIgnored, Where: Simulator, What: "roles of the provider are not taken over although Merge Roles from SSO is on", Source: "§1.5",
			CaughtBy: []string{"merged-roles"},
			Spares:   []string{"mapped-channels", "new-person-by-redirect"},
			Shown:    overHTTP("authentik", "3.18.2"),
		},
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
			CaughtBy: []string{"approval-pending"},
			Spares:   []string{"new-person-by-redirect", "deactivated-account"},
			Shown:    at,
		},
	}
}
