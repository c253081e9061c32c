package seeded

// Faults of the emulated providers.
const (
	CodeTwice           Name = "code-twice"
	SecretUnchecked     Name = "secret-unchecked"
	RedirectURIByPrefix Name = "redirect-uri-by-prefix"
	UserinfoOpen        Name = "userinfo-open"
	SubjectChanges      Name = "subject-changes"
	PasswordUnchecked   Name = "password-unchecked"
	GroupsJoined        Name = "groups-joined"
	StateNotReturned    Name = "state-not-returned"
)

func providers() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: SecretUnchecked, Where: Emulator, What: "the client's secret is not compared", Source: "RFC 6749 §2.3.1",
			CaughtBy: []string{"client-secret-wrong"},
			Spares:   []string{"new-person-by-redirect", "requests-as-configured"},
			Shown:    at,
		},
		{
			Name: UserinfoOpen, Where: Emulator, What: "the identity is given away without an access token", Source: "OpenID Connect Core §5.3",
			CaughtBy: []string{"identity-by-query-refused"},
			Spares:   []string{"new-person-by-redirect", "redirect-uri"},
			Shown:    overHTTP("entra", "7.1.0"),
		},
		{
			Name: PasswordUnchecked, Where: Emulator, What: "any password lets a person in at the provider", Source: "providers",
			CaughtBy: []string{"wrong-password"},
			Spares:   []string{"new-person-by-redirect", "cancelled"},
			Shown:    at,
		},
		{
			Name: GroupsJoined, Where: Emulator, What: "a person's groups come as one text instead of a list", Source: "providers",
			CaughtBy: []string{"merged-roles"},
			Spares:   []string{"mapped-channels", "new-person-by-redirect"},
			Shown:    overHTTP("authentik", "3.18.2"),
		},
		{
			Name: StateNotReturned, Where: Emulator, What: "the state does not come back from the provider", Source: "RFC 6749 §4.1.2",
			CaughtBy: []string{"new-person-by-redirect", "second-login"},
			Spares:   []string{"redirect-uri", "wrong-password"},
			Shown:    at,
		},
	}
}
