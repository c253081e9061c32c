package seeded

import "slices"

// Faults of the emulated providers' logins and answers (providers).
const (
	PasswordUnchecked      Name = "password-unchecked"
	StrangersLetIn         Name = "strangers-let-in"
	RemovedStillKnown      Name = "removed-still-known"
	OpenerKept             Name = "opener-kept"
	FactorSkipped          Name = "factor-skipped"
	ConsentSkipped         Name = "consent-skipped"
	RefusalTakenForConsent Name = "refusal-taken-for-consent"
	StateNotReturned       Name = "state-not-returned"
	ErrorWithoutState      Name = "error-without-state"
	ReasonsWithheld        Name = "reasons-withheld"
	StatusByTheBook        Name = "status-by-the-book"
	RedirectURIByPrefix    Name = "redirect-uri-by-prefix"
	DiscoveryStale         Name = "discovery-stale"
	ProviderLogoutIgnored  Name = "provider-logout-ignored"
	LogoutLeadsAnywhere    Name = "logout-leads-anywhere"
)

// Faults in what the emulated providers tell of a person.
const (
	SubjectChanges    Name = "subject-changes"
	GroupsJoined      Name = "groups-joined"
	GroupsForgotten   Name = "groups-forgotten"
	UsernameInvented  Name = "username-invented"
	EmailVolunteered  Name = "email-volunteered"
	ProfileOpen       Name = "profile-open"
	ScopeIgnored      Name = "scope-ignored"
	UserinfoOpen      Name = "userinfo-open"
	TokenByQueryTaken Name = "token-by-query-taken"
	UserinfoRemembers Name = "userinfo-remembers"
)

// Faults in the emulated providers' codes, tokens and secrets.
const (
	SecretUnchecked           Name = "secret-unchecked"
	HeaderSecretUnchecked     Name = "header-secret-unchecked"
	CodeTwice                 Name = "code-twice"
	CodeForEver               Name = "code-for-ever"
	CodeForAnybody            Name = "code-for-anybody"
	TokenRedirectUnchecked    Name = "token-redirect-unchecked"
	ChallengeIgnored          Name = "challenge-ignored"
	IDTokenForAnother         Name = "id-token-for-another"
	IDTokenOfAnother          Name = "id-token-of-another"
	NonceDropped              Name = "nonce-dropped"
	TimesInMilliseconds       Name = "times-in-milliseconds"
	KeyUnpublished            Name = "key-unpublished"
	TokenTypeMissing          Name = "token-type-missing"
	TokenHalfCompared         Name = "token-half-compared"
	RefreshForgotten          Name = "refresh-forgotten"
	OwnTokensRefused          Name = "own-tokens-refused"
	RevocationIgnored         Name = "revocation-ignored"
	RevocationRefused         Name = "revocation-refused"
	IntrospectionAlwaysActive Name = "introspection-always-active"
)

func providers() []Fault {
	return slices.Concat(providersLogins(), providersClaims(), providersCodes(), providersTokens())
}

func providersLogins() []Fault {
	return []Fault{
		{
			Name: PasswordUnchecked, Where: Emulator, What: "any password lets a person in at the provider", Source: "providers",
			CaughtBy: []string{"wrong-password"},
			Spares:   []string{"new-person-by-redirect", "cancelled"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: StrangersLetIn, Where: Emulator, What: "whoever the provider does not know gets an account by logging in", Source: "providers",
			CaughtBy: []string{"people-are-created", "people-are-removed"},
			Spares:   []string{"wrong-password", "new-person-by-redirect"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
		{
			Name: RemovedStillKnown, Where: Emulator, What: "a person who has been removed still logs in", Source: "providers: miniOrange",
			CaughtBy: []string{"people-are-removed"},
			Spares:   []string{"people-are-created", "wrong-password"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
		{
			Name: OpenerKept, Where: Emulator, What: "the pages do not cut popups off from the page that opened them", Source: "providers: Clavex",
			CaughtBy: []string{"popup-cut", "new-person-by-popup"},
			Spares:   []string{"new-person-by-redirect", "back-button"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: FactorSkipped, Where: Emulator, What: "a person with an authenticator is not asked for its code", Source: "providers",
			CaughtBy: []string{"provider-second-factor", "provider-second-factor-page", "provider-code-wrong"},
			Spares:   []string{"new-person-by-redirect", "wrong-password"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: ConsentSkipped, Where: Emulator, What: "nobody is asked for consent", Source: "providers: Microsoft Entra ID",
			CaughtBy: []string{"consent-refused", "cancelled"},
			Spares:   []string{"new-person-by-redirect", "wrong-password"},
			Shown:    overHTTP("entra", "7.1.0"),
		},
		{
			Name: RefusalTakenForConsent, Where: Emulator, What: "whoever refuses consent is sent back with a code all the same", Source: "RFC 6749 §4.1.2.1",
			CaughtBy: []string{"consent-refused", "cancelled"},
			Spares:   []string{"new-person-by-redirect", "wrong-password"},
			Shown:    overHTTP("entra", "7.1.0"),
		},
		{
			Name: StateNotReturned, Where: Emulator, What: "the state does not come back from the provider", Source: "RFC 6749 §4.1.2",
			Wide:     true,
			CaughtBy: []string{"new-person-by-redirect", "second-login", "codes-are-guarded"},
			Spares:   []string{"redirect-uri", "wrong-password"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: ErrorWithoutState, Where: Emulator, What: "an error comes back without the state", Source: "RFC 6749 §4.1.2.1",
			CaughtBy: []string{"openid-connect", "scope-without-openid"},
			Spares:   []string{"new-person-by-redirect", "access-denied"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: ReasonsWithheld, Where: Emulator, What: "refusals come without a description", Source: "providers: Clavex",
			CaughtBy: []string{"redirect-uri-not-registered"},
			Spares:   []string{"client-secret-wrong", "client-id-wrong"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: StatusByTheBook, Where: Emulator, What: "a wrong secret is answered 401 instead of 400", Source: "providers: Clavex",
			CaughtBy: []string{"client-secret-wrong"},
			Spares:   []string{"redirect-uri-not-registered", "new-person-by-redirect"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: RedirectURIByPrefix, Where: Emulator, What: "a redirect URI that only begins as the registered one is taken", Source: "providers; RFC 9700 §2.1",
			CaughtBy: []string{"redirect-uris-are-compared", "login-style-default"},
			Spares:   []string{"new-person-by-redirect", "redirect-uri"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: DiscoveryStale, Where: Emulator, What: "the provider describes itself with a former path of user info", Source: "OpenID Connect Discovery §3",
			CaughtBy: []string{"openid-connect"},
			Spares:   []string{"new-person-by-redirect", "requests-as-configured"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: ProviderLogoutIgnored, Where: Emulator, What: "logging out leaves the login at the provider as it is", Source: "providers: miniOrange; OpenID Connect RP-Initiated Logout §2",
			CaughtBy: []string{"endpoints-answer"},
			Spares:   []string{"logging-out", "second-login"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
		{
			Name: LogoutLeadsAnywhere, Where: Emulator, What: "logging out leads to addresses that nobody has registered", Source: "OpenID Connect RP-Initiated Logout §3",
			CaughtBy: []string{"endpoints-answer"},
			Spares:   []string{"logging-out", "redirect-uris-are-compared"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
	}
}

func providersClaims() []Fault {
	return []Fault{
		{
			Name: SubjectChanges, Where: Emulator, What: "a person gets another subject with every login", Source: "OpenID Connect Core §2",
			CaughtBy: []string{"openid-connect", "second-login", "change-at-provider", "change-at-provider-merge-off", "change-at-provider-merge-off-by-email", "change-at-provider-merge-on-by-email", "email-follows", "readdressed-back", "readdressed-merge-users"},
			Spares:   []string{"new-person-by-redirect", "redirect-uri"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: GroupsJoined, Where: Emulator, What: "a person's groups come as one text instead of a list", Source: "providers",
			CaughtBy: []string{"merged-roles"},
			Spares:   []string{"mapped-channels", "new-person-by-redirect"},
			Shown:    overHTTP("authentik", "3.18.2"),
		},
		{
			Name: GroupsForgotten, Where: Emulator, What: "a person's groups are left out", Source: "providers: authentik",
			CaughtBy: []string{"merged-roles", "mapped-channels"},
			Spares:   []string{"fields-as-mapped", "new-person-by-redirect"},
			Shown:    overHTTP("authentik", "3.18.2"),
		},
		{
			Name: UsernameInvented, Where: Emulator, What: "whoever has no user name is given the beginning of the e-mail for one", Source: "providers: Clavex",
			CaughtBy: []string{"username-claim-missing", "username-claim-unmapped", "person-with-defaults"},
			Spares:   []string{"new-person-by-redirect", "fields-as-mapped"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: EmailVolunteered, Where: Emulator, What: "a provider that tells no e-mail by itself tells it", Source: "providers: Microsoft Entra ID",
			CaughtBy: []string{"existing-account-is-linked", "username-chosen"},
			Spares:   []string{"wrong-password", "redirect-uri"},
			Shown:    overHTTP("entra", "7.1.0"),
		},
		{
			Name: ProfileOpen, Where: Emulator, What: "a profile that nobody has made public is told", Source: "providers: Encvoy ID",
			CaughtBy: []string{"email-hidden"},
			Spares:   []string{"new-person-by-redirect", "second-login"},
			Shown:    overHTTP("encvoy", "7.1.0"),
		},
		{
			Name: ScopeIgnored, Where: Emulator, What: "claims come without their scopes", Source: "OpenID Connect Core §5.4",
			CaughtBy: []string{"scope-openid-alone"},
			Spares:   []string{"fields-as-mapped", "new-person-by-redirect"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: UserinfoOpen, Where: Emulator, What: "the identity is given away without an access token", Source: "OpenID Connect Core §5.3",
			CaughtBy: []string{"identity-by-query-refused"},
			Spares:   []string{"new-person-by-redirect", "redirect-uri"},
			Shown:    overHTTP("entra", "7.1.0"),
		},
		{
			Name: TokenByQueryTaken, Where: Emulator, What: "user info takes the access token from the query", Source: "providers: Clavex",
			CaughtBy: []string{"identity-by-query-refused"},
			Spares:   []string{"new-person-by-redirect", "requests-as-configured"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: UserinfoRemembers, Where: Emulator, What: "user info remembers what it has told for a token, and tells it after that has been revoked", Source: "RFC 7009 §2",
			CaughtBy: []string{"endpoints-answer"},
			Spares:   []string{"grants-are-supported", "new-person-by-redirect"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
	}
}

func providersCodes() []Fault {
	return []Fault{
		{
			Name: SecretUnchecked, Where: Emulator, What: "the client's secret is not compared", Source: "RFC 6749 §2.3.1",
			CaughtBy: []string{"client-secret-wrong"},
			Spares:   []string{"new-person-by-redirect", "requests-as-configured"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: HeaderSecretUnchecked, Where: Emulator, What: "the client's secret is compared in forms only, and not in the header", Source: "RFC 6749 §2.3.1",
			CaughtBy: []string{"client-secret-wrong", "client-secret-wrong-shown", "application-is-saved", "grants-are-supported"},
			Spares:   []string{"new-person-by-redirect", "requests-as-configured"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
		{
			Name: CodeTwice, Where: Emulator, What: "a code can be used again", Source: "RFC 6749 §4.1.2",
			CaughtBy: []string{"codes-are-guarded", "callback-replayed"},
			Spares:   []string{"new-person-by-redirect", "codes-lapse"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: CodeForEver, Where: Emulator, What: "codes never lapse", Source: "RFC 6749 §4.1.2; providers",
			CaughtBy: []string{"codes-lapse"},
			Spares:   []string{"codes-are-guarded", "new-person-by-redirect"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: CodeForAnybody, Where: Emulator, What: "a code is good for every application that the provider knows", Source: "RFC 6749 §4.1.3",
			CaughtBy: []string{"codes-are-guarded"},
			Spares:   []string{"codes-lapse", "new-person-by-redirect"},
			Shown:    overHTTP("encvoy", "7.1.0"),
		},
		{
			Name: TokenRedirectUnchecked, Where: Emulator, What: "the redirect URI of the token request is not compared", Source: "RFC 6749 §4.1.3",
			CaughtBy: []string{"codes-are-guarded", "site-url-host-by-popup", "site-url-protocol-by-popup", "site-url-port-by-popup", "site-url-path-by-popup"},
			Spares:   []string{"redirect-uris-are-compared", "new-person-by-popup"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: ChallengeIgnored, Where: Emulator, What: "a code with a challenge is good without its verifier", Source: "RFC 7636 §4.6",
			CaughtBy: []string{"codes-are-guarded"},
			Spares:   []string{"codes-lapse", "new-person-by-redirect"},
			Shown:    overHTTP("entra", "7.1.0"),
		},
	}
}

func providersTokens() []Fault {
	return []Fault{
		{
			Name: IDTokenForAnother, Where: Emulator, What: "id tokens are for another client", Source: "OpenID Connect Core §3.1.3.7",
			CaughtBy: []string{"openid-connect"},
			Spares:   []string{"new-person-by-redirect", "codes-are-guarded"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: IDTokenOfAnother, Where: Emulator, What: "id tokens are of another issuer", Source: "OpenID Connect Core §3.1.3.7",
			CaughtBy: []string{"openid-connect"},
			Spares:   []string{"new-person-by-redirect", "scope-openid-alone"},
			Shown:    overHTTP("authentik", "7.1.0"),
		},
		{
			Name: NonceDropped, Where: Emulator, What: "the nonce does not come back in the id token", Source: "OpenID Connect Core §2",
			CaughtBy: []string{"openid-connect"},
			Spares:   []string{"new-person-by-redirect", "codes-are-guarded"},
			Shown:    overHTTP("entra", "7.1.0"),
		},
		{
			Name: TimesInMilliseconds, Where: Emulator, What: "the times in id tokens are milliseconds", Source: "OpenID Connect Core §2; RFC 7519 §2",
			CaughtBy: []string{"openid-connect", "provider-clock-ahead", "provider-clock-behind"},
			Spares:   []string{"new-person-by-redirect", "healthy"},
			Shown:    overHTTP("clavex", "7.1.0"),
		},
		{
			Name: KeyUnpublished, Where: Emulator, What: "id tokens are signed with a key that is not published", Source: "OpenID Connect Core §10.1",
			CaughtBy: []string{"openid-connect"},
			Spares:   []string{"new-person-by-redirect", "codes-are-guarded"},
			Shown:    overHTTP("encvoy", "7.1.0"),
		},
		{
			Name: TokenTypeMissing, Where: Emulator, What: "the answer with tokens lacks their type", Source: "RFC 6749 §5.1",
			CaughtBy: []string{"openid-connect", "codes-are-guarded", "endpoints-answer", "grants-are-supported", "people-are-created", "people-are-removed"},
			Spares:   []string{"new-person-by-redirect", "requests-as-configured"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
		{
			Name: TokenHalfCompared, Where: Emulator, What: "access tokens are found by their second half, and the first is not compared", Source: "RFC 6750 §3.1",
			CaughtBy: []string{"endpoints-answer", "grants-are-supported", "people-are-created"},
			Spares:   []string{"new-person-by-redirect", "application-is-saved"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
		{
			Name: RefreshForgotten, Where: Emulator, What: "refresh tokens are given out and not kept", Source: "RFC 6749 §6",
			CaughtBy: []string{"grants-are-supported"},
			Spares:   []string{"endpoints-answer", "second-login"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
		{
			Name: OwnTokensRefused, Where: Emulator, What: "clients get no tokens for themselves", Source: "providers: miniOrange; RFC 6749 §4.4",
			CaughtBy: []string{"grants-are-supported"},
			Spares:   []string{"endpoints-answer", "application-is-saved"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
		{
			Name: RevocationIgnored, Where: Emulator, What: "revoking a token changes nothing", Source: "RFC 7009 §2.2",
			CaughtBy: []string{"endpoints-answer"},
			Spares:   []string{"grants-are-supported", "logging-out"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
		{
			Name: RevocationRefused, Where: Emulator, What: "only refresh tokens can be revoked", Source: "providers: miniOrange; RFC 7009 §2.1",
			CaughtBy: []string{"endpoints-answer"},
			Spares:   []string{"grants-are-supported", "logging-out"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
		{
			Name: IntrospectionAlwaysActive, Where: Emulator, What: "introspection calls every token active", Source: "RFC 7662 §2.2",
			CaughtBy: []string{"endpoints-answer"},
			Spares:   []string{"grants-are-supported", "application-is-saved"},
			Shown:    overHTTP("miniorange", "7.1.0"),
		},
	}
}
