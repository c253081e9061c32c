package seeded

import "slices"

// Faults of settings, of what is told of them and of what they allow (§1, §2).
const (
	SettingsIgnored       Name = "settings-ignored"
	ColoursReadBack       Name = "colours-read-back"
	ChannelMapEmpty       Name = "channel-map-empty"
	LoginStyleEmpty       Name = "login-style-empty"
	DomainsStale          Name = "domains-stale"
	SecretShown           Name = "secret-shown"
	ServicesForMembers    Name = "services-for-members"
	ServerURLCut          Name = "server-url-cut"
	SignUpFormOpen        Name = "sign-up-form-open"
	UsernameChangeOpen    Name = "username-change-open"
	EmailChangeLost       Name = "email-change-lost"
	PasswordForOAuth      Name = "password-for-oauth"
	ClosedProfilePassword Name = "closed-profile-password"
	AvatarChangeOpen      Name = "avatar-change-open"
)

func settings() []Fault {
	return slices.Concat(stored(), offered(), profiles())
}

// stored are faults in how settings are kept and taken into use.
func stored() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: SettingsIgnored, Where: Simulator, What: "a service that runs goes on sending secret and token the former way until a restart", Source: "§1.3",
			CaughtBy: []string{"identity-by-query-refused", "token-way-refused"},
			Spares:   []string{"client-secret-wrong", "token-path-wrong", "requests-as-configured"},
			Shown:    at,
		},
		{
			Name: ColoursReadBack, Where: Simulator, What: "colours are read back in another case than they were written", Source: "§2.1",
			CaughtBy: []string{"settings-are-saved"},
			Spares:   []string{"button-on-login-page", "new-person-by-redirect"},
			Shown:    at,
		},
		{
			Name: ChannelMapEmpty, Where: Simulator, What: "the channel map of a new service is empty", Source: "§1.2, §14.1",
			CaughtBy: []string{"defaults-are-kept"},
			Spares:   []string{"settings-are-saved", "new-person-by-redirect"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: LoginStyleEmpty, Where: Simulator, What: "a new service has an empty login style", Source: "§1.2, §3.1",
			CaughtBy: []string{
				"called-rocket-cat", "called-rocket-cat-distinct", "called-rocket-cat-merged", "called-rocket-cat-merged-distinct",
				"cancelled", "change-at-provider", "deactivated-account", "linked-to-another-provider", "local-account-by-email",
				"logging-out", "logging-out-mended", "neighbouring-accounts", "person-with-defaults", "person-with-defaults-mended", "redirect-uri",
				"requests-as-configured", "second-login", "second-login-mended", "settings-are-saved", "two-people-with-one-email",
				"unverified-local-email", "wrong-password",
			},
			Spares: []string{"button-on-login-page", "service-disabled"},
			Shown:  overHTTP("encvoy", "7.1.0"),
		},
		{
			Name: DomainsStale, Where: Simulator, What: "a changed list of allowed domains counts after a restart only", Source: "§2.6",
			CaughtBy: []string{"foreign-domain", "domain-refused"},
			Spares:   []string{"allowed-domain", "services-may-not-register"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
	}
}

// offered are faults in what strangers are told of login services.
func offered() []Fault {
	return []Fault{
		{
			Name: SecretShown, Where: Simulator, What: "settings.oauth shows the client secret to everybody", Source: "§2.1",
			CaughtBy: []string{"settings-are-saved"},
			Spares:   []string{"button-on-login-page", "new-person-by-redirect"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: ServicesForMembers, Where: Simulator, What: "login services are listed for people who are logged in only", Source: "§2.1, §9.1",
			CaughtBy: []string{"button-on-login-page", "new-person-by-redirect"},
			Spares:   []string{"settings-are-saved", "defaults-are-kept"},
			Shown:    overHTTP("authentik", "7.1.0"), Wide: true,
		},
		{
			Name: ServerURLCut, Where: Simulator, What: "the provider's address is told to strangers without its path", Source: "§1.3, §3.1",
			CaughtBy: []string{"popup-as-promised", "redirect-uri"},
			Spares:   []string{"button-on-login-page", "settings-are-saved"},
			Shown:    overHTTP("entra", "3.18.2"), Wide: true,
		},
	}
}

// profiles are faults in what people may change of their accounts, or make for
// themselves.
func profiles() []Fault {
	at := overHTTP("authentik", "7.1.0")
	return []Fault{
		{
			Name: SignUpFormOpen, Where: Simulator, What: "the form for new accounts works although it is switched off", Source: "§2.6",
			CaughtBy: []string{"sign-up-form-disabled"},
			Spares:   []string{"services-may-not-register", "new-person-by-redirect"},
			Shown:    at,
		},
		{
			Name: UsernameChangeOpen, Where: Simulator, What: "people change their user name although that is switched off", Source: "§2.6, observed §G",
			CaughtBy: []string{"identity-changes-refused"},
			Spares:   []string{"email-change-refused", "profile-closed"},
			Shown:    at,
		},
		{
			Name: ClosedProfilePassword, Where: Simulator, What: "a closed profile is not looked at for a change of the password alone", Source: "§2.6, observed §G",
			CaughtBy: []string{"profile-closed"},
			Spares:   []string{"avatar-and-password-closed", "password-refused"},
			Shown:    at,
		},
		{
			Name: AvatarChangeOpen, Where: Simulator, What: "people change their picture although that is switched off", Source: "§2.6, §6.1",
			CaughtBy: []string{"avatar-and-password-closed"},
			Spares:   []string{"profile-closed", "password-refused"},
			Shown:    at,
		},
		{
			Name: EmailChangeLost, Where: Simulator, What: "another e-mail address is said to be saved, and is not", Source: "observed §G",
			CaughtBy: []string{"profile-changes-allowed", "profile-page-open"},
			Spares:   []string{"email-change-refused", "profile-page-locked"},
			Shown:    inBrowser("authentik", "7.1.0"),
		},
		{
			Name: PasswordForOAuth, Where: Simulator, What: "an account of a provider's gets a password", Source: "§14.7, observed §G",
			CaughtBy: []string{"password-ignored", "password-refused"},
			Spares:   []string{"avatar-and-password-closed", "profile-page-locked"},
			Shown:    inBrowser("authentik", "7.1.0"),
		},
	}
}
