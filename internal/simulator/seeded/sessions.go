package seeded

import "slices"

// Faults in what follows a login (§2.1, §5.4).
const (
	LogoutKeepsSession Name = "logout-keeps-session"
	OneSession         Name = "one-session"
	CredentialOnce     Name = "credential-once"
	CodeNotAsked       Name = "code-not-asked"
	CodeThoughOff      Name = "code-though-off"
	RefusedActivates   Name = "refused-activates"
	ErrorsUnmasked     Name = "errors-unmasked"
	RateLimitLost      Name = "rate-limit-lost"
)

func sessions() []Fault {
	return slices.Concat(endings(), codes(), refusals())
}

// endings are faults in how sessions begin and end.
func endings() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: LogoutKeepsSession, Where: Simulator, What: "a login token is still good after logging out", Source: "§2.1",
			CaughtBy: []string{"logging-out"},
			Spares:   []string{"second-login", "new-person-by-redirect"},
			Shown:    at,
		},
		{
			Name: OneSession, Where: Simulator, What: "who is logged in already cannot log in elsewhere", Source: "§5.4",
			CaughtBy: []string{
				"two-tabs", "readdressed-back", "readdressed-merge-users", "renamed-back", "renamed-merge-users", "change-at-provider",
				"change-at-provider-merge-off-by-email", "change-at-provider-merge-on-by-email", "email-follows", "username-follows",
				"two-people-with-one-email",
			},
			Spares: []string{"second-login", "new-person-by-redirect"},
			Shown:  inBrowser("clavex", "7.1.0"),
		},
		{
			Name: CredentialOnce, Where: Simulator, What: "a credential is used up by its first login, so that no code can follow", Source: "§7.4",
			CaughtBy: []string{"credential-again"},
			Spares:   []string{"code-by-default", "second-login"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: RateLimitLost, Where: Simulator, What: "the limit of a method's calls by one connection is not applied", Source: "§2.4",
			CaughtBy: []string{"rate-limited"},
			Spares:   []string{"login-blocked", "new-person-by-redirect"},
			Shown:    at,
		},
	}
}

// codes are faults of Rocket.Chat's own second factor.
func codes() []Fault {
	at := overHTTP("authentik", "7.1.0")
	return []Fault{
		{
			Name: CodeNotAsked, Where: Simulator, What: "new people are not asked for a code by e-mail", Source: "§5.5, observed §G",
			CaughtBy: []string{"code-by-default", "email-code-off", "email-code-off-for-oauth", "email-code-opt-in-off", "email-code-two-factor-off"},
			Spares:   []string{"no-code-without-second-factor", "new-person-by-redirect"},
			Shown:    at,
		},
		{
			Name: CodeThoughOff, Where: Simulator, What: "codes by e-mail are asked for although the second factor is off", Source: "§2.3, #22801",
			CaughtBy: []string{"no-code-without-second-factor", "email-code-two-factor-off"},
			Spares:   []string{"code-by-default", "no-code-without-email-factor"},
			Shown:    at,
		},
	}
}

// refusals are faults in how logins are refused.
func refusals() []Fault {
	at := overHTTP("authentik", "7.1.0")
	return []Fault{
		{
			Name: RefusedActivates, Where: Simulator, What: "an account that waits for approval is active after its first attempt", Source: "§2.6, §5.4",
			CaughtBy: []string{
				"manual-approval", "manual-approval-by-redirect", "approval-pending", "approval-pending-shown", "approval-pending-without-form", "deactivated-account",
			},
			Spares: []string{"services-may-not-register", "new-person-by-redirect"},
			Shown:  at,
		},
		{
			Name: ErrorsUnmasked, Where: Simulator, What: "why a login was refused is told to strangers", Source: "§5.6, observed §E.3",
			CaughtBy: []string{
				"services-may-not-register", "registration-closed", "forerunner", "readdressed-back", "readdressed-merge-users", "renamed-back",
				"renamed-merge-users", "username-taken-distinct",
			},
			Spares: []string{"manual-approval", "new-person-by-redirect"},
			Shown:  at,
		},
	}
}
