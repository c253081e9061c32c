package seeded

// Faults that show only where something else has gone wrong already: in a cure, and
// in what a person or the doctor sees of a trouble.
const (
	RenamingIgnored      Name = "renaming-ignored"
	NamesOfDeletedKept   Name = "names-of-deleted-kept"
	ActivationIgnored    Name = "activation-ignored"
	BlockNumbersKept     Name = "block-numbers-kept"
	RootURLOverwrites    Name = "root-url-overwrites"
	DisabledAnswers      Name = "disabled-answers"
	StyleAssumed         Name = "style-assumed"
	EmailForID           Name = "email-for-id"
	AbsolutePathAppended Name = "absolute-path-appended"
	CertificateUnchecked Name = "certificate-unchecked"
	IDTokenTimeChecked   Name = "id-token-time-checked"
	SecretRefusedAsGrant Name = "secret-refused-as-grant"
)

func troubles() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: RenamingIgnored, Where: Simulator, What: "an administrator renames an account, and it keeps its user name", Source: "§2.1, §5.1",
			CaughtBy: []string{"username-taken-rename"},
			Spares:   []string{"username-taken-delete", "account-deactivated"},
			Shown:    at,
		},
		{
			Name: NamesOfDeletedKept, Where: Simulator, What: "the user name of a deleted account stays taken", Source: "§2.1, §5.1",
			CaughtBy: []string{"username-taken-delete", "picture-missing-chosen-name", "picture-missing-new-account", "picture-not-found-new-account"},
			Spares:   []string{"username-taken-rename", "second-login"},
			Shown:    at,
		},
		{
			Name: ActivationIgnored, Where: Simulator, What: "an administrator activates an account, and it stays as it was", Source: "§2.1, §5.4",
			CaughtBy: []string{"account-deactivated", "approval-pending", "approval-pending-without-form"},
			Spares:   []string{"registration-closed", "new-person-by-redirect"},
			Shown:    at,
		},
		{
			Name: BlockNumbersKept, Where: Simulator, What: "the number of failed logins that blocks an address is read once", Source: "§1.3, §2.4",
			CaughtBy: []string{"login-blocked"},
			Spares:   []string{"rate-limited", "new-person-by-redirect"},
			Shown:    at,
		},
		{
			Name: RootURLOverwrites, Where: Simulator, What: "the ROOT_URL of a later start takes the place of the stored Site_Url", Source: "§14.7",
			CaughtBy: []string{"root-url-other", "site-url-stored"},
			Spares:   []string{"restarted", "site-url-host-by-redirect"},
			Shown:    at,
		},
		{
			Name: DisabledAnswers, Where: Simulator, What: "a service that has been switched off still takes callbacks", Source: "§14.7, observed §E.2",
			CaughtBy: []string{"disabled-meanwhile"},
			Spares:   []string{"service-disabled", "new-person-by-popup"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: StyleAssumed, Where: Simulator, What: "a state without a login style is taken for one of a popup", Source: "§7.5, observed §E.2",
			CaughtBy: []string{"state-without-style"},
			Spares:   []string{"new-person-by-redirect", "access-denied"},
			Shown:    at,
		},
		{
			Name: EmailForID, Where: Simulator, What: "the e-mail is taken for the id of an identity that has none", Source: "§4.4, observed §E.1",
			CaughtBy: []string{"identity-without-id", "identity-shapes"},
			Spares:   []string{"new-person-by-redirect", "mapped-claim-missing"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: AbsolutePathAppended, Where: Simulator, What: "the server puts a path that is a whole address behind the URL", Source: "§1.2",
			CaughtBy: []string{"absolute-paths"},
			Spares:   []string{"url-trailing-slash", "requests-as-configured"},
			Shown:    at,
		},
		{
			Name: CertificateUnchecked, Where: Simulator, What: "the server takes every certificate of the provider's", Source: "observed §E.1",
			CaughtBy: []string{"certificate-untrusted"},
			Spares:   []string{"provider-down", "new-person-by-redirect"},
			Shown:    at,
		},
		{
			Name: IDTokenTimeChecked, Where: Simulator, What: "the server refuses id tokens from a clock that is ahead", Source: "§4.2",
			CaughtBy: []string{"provider-clock-ahead"},
			Spares:   []string{"provider-clock-behind", "new-person-by-redirect"},
			Shown:    at,
		},
		{
			Name: SecretRefusedAsGrant, Where: Emulator, What: "a wrong secret is refused in the words of a wrong code", Source: "providers: Clavex; RFC 6749 §5.2",
			CaughtBy: []string{"client-secret-wrong"},
			Spares:   []string{"redirect-uri-not-registered", "new-person-by-redirect"},
			Shown:    at,
		},
	}
}
