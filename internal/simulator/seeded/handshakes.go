package seeded

// Faults in Rocket.Chat's requests to the provider and in the callback (§3, §4, §7).
const (
	TokenRedirectURI Name = "token-redirect-uri"
	SecretOtherWay   Name = "secret-other-way"
	IdentityOtherWay Name = "identity-other-way"
	ForeignRedirect  Name = "foreign-redirect"
	ErrorNotStored   Name = "error-not-stored"
	ErrorUnread      Name = "error-unread"
)

func handshakes() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: TokenRedirectURI, Where: Simulator, What: "the token request names the redirect URI with http for https", Source: "§4.2, §8",
			CaughtBy: []string{"new-person-by-redirect", "requests-as-configured"},
			Spares:   []string{"redirect-uri", "wrong-password", "button-on-login-page"},
			Shown:    at, Wide: true,
		},
		{
			Name: SecretOtherWay, Where: Simulator, What: "the client's secret travels the other way than Token Sent Via says", Source: "§4.2",
			CaughtBy: []string{"requests-as-configured", "token-way-refused"},
			Spares:   []string{"new-person-by-redirect", "redirect-uri"},
			Shown:    at,
		},
		{
			Name: IdentityOtherWay, Where: Simulator, What: "the access token travels the other way than Identity Token Sent Via says", Source: "§4.3",
			CaughtBy: []string{"new-person-by-redirect", "requests-as-configured"},
			Spares:   []string{"redirect-uri", "wrong-password", "button-on-login-page"},
			Shown:    at, Wide: true,
		},
		{
			Name: ForeignRedirect, Where: Simulator, What: "a state that leads to another host gets the credential", Source: "§7.1, §8",
			CaughtBy: []string{
				"site-url-host-by-redirect", "site-url-protocol-by-redirect", "site-url-path-by-redirect", "site-url-port-by-redirect", "site-url-stored",
			},
			Spares: []string{"new-person-by-redirect", "new-person-by-popup"},
			Shown:  at,
		},
		{
			Name: ErrorNotStored, Where: Simulator, What: "why a login has failed at the provider is lost before anybody asks", Source: "§7.4, §7.5",
			CaughtBy: []string{
				"client-secret-wrong", "token-path-wrong", "mapped-claim-missing", "certificate-untrusted", "email-claim-missing",
				"email-claim-unmapped", "identity-answer-html", "identity-answer-malformed", "identity-by-query-refused",
				"identity-endpoint-down", "identity-endpoint-failing", "identity-endpoint-not-found", "identity-endpoint-slow",
				"identity-path-wrong", "token-answer-empty", "token-answer-html", "token-answer-malformed", "token-endpoint-down",
				"token-endpoint-failing", "token-endpoint-failing-json", "token-endpoint-not-found", "token-endpoint-resets",
				"token-endpoint-slow", "token-error-in-200", "token-way-refused", "token-without-access-token", "url-trailing-slash",
				"username-claim-missing", "username-claim-unmapped",
			},
			Spares: []string{"new-person-by-redirect", "wrong-password", "cancelled"},
			Shown:  at,
		},
		{
			Name: ErrorUnread, Where: Simulator, What: "an error that the provider sends back is not read, and a code asked for tokens all the same", Source: "§7.5",
			CaughtBy: []string{"access-denied", "temporarily-unavailable"},
			Spares:   []string{"new-person-by-redirect", "cancelled"},
			Shown:    at,
		},
	}
}
