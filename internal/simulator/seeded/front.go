package seeded

// Faults of the TLS front, as proxies before Rocket.Chat and the provider have them.
const (
	FrontAddsSlash          Name = "front-adds-slash"
	FrontDropsQuery         Name = "front-drops-query"
	FrontCachesServices     Name = "front-caches-services"
	FrontCachesCallback     Name = "front-caches-callback"
	FrontDropsAuthorization Name = "front-drops-authorization"
	FrontMergesSlashes      Name = "front-merges-slashes"
	FrontKeepsRedirects     Name = "front-keeps-redirects"
	FrontOtherCertificate   Name = "front-other-certificate"
	FrontDropsCookies       Name = "front-drops-cookies"
)

func proxies() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: FrontAddsSlash, Where: Front, What: "the callback is sent on to the same address with a slash at its end", Source: "§7.1, observed §E",
			CaughtBy: []string{"requests-as-configured"},
			Spares:   []string{"new-person-by-redirect", "redirect-uri"},
			Shown:    at,
		},
		{
			Name: FrontDropsQuery, Where: Front, What: "the callback's parameters are lost between front and server", Source: "RFC 6749 §4.1.2",
			CaughtBy: []string{"new-person-by-redirect"},
			Spares:   []string{"redirect-uri", "wrong-password"},
			Shown:    at, Wide: true,
		},
		{
			Name: FrontCachesServices, Where: Front, What: "the answer of settings.oauth is kept and given to everybody who is not logged in", Source: "§1.3, RFC 9111 §3",
			CaughtBy: []string{"authorize-path-wrong", "button-hidden", "client-id-wrong", "service-disabled", "url-trailing-slash"},
			Spares:   []string{"settings-are-saved", "logging-out"},
			Shown:    at, Wide: true,
		},
		{
			Name: FrontCachesCallback, Where: Front, What: "the first answer of the callback is kept and given to everybody, whatever the parameters are", Source: "§7.1, RFC 9111 §3",
			CaughtBy: []string{"second-login"},
			Spares:   []string{"redirect-uri", "wrong-password"},
			Shown:    at, Wide: true,
		},
		{
			Name: FrontDropsAuthorization, Where: Front, What: "the header Authorization does not reach the server behind it", Source: "RFC 6749 §2.3.1, RFC 6750 §2.1",
			CaughtBy: []string{"new-person-by-redirect"},
			Spares:   []string{"redirect-uri", "wrong-password"},
			Shown:    at, Wide: true,
		},
		{
			Name: FrontMergesSlashes, Where: Front, What: "slashes that follow one another become one", Source: "§3.1, observed §E.1",
			CaughtBy: []string{"url-trailing-slash"},
			Spares:   []string{"new-person-by-redirect", "requests-as-configured"},
			Shown:    at,
		},
		{
			Name: FrontKeepsRedirects, Where: Front, What: "redirects to other hosts are rewritten to lead to the provider's own", Source: "RFC 6749 §4.1.2",
			CaughtBy: []string{"new-person-by-redirect", "requests-as-configured"},
			Spares:   []string{"redirect-uri", "wrong-password"},
			Shown:    at, Wide: true,
		},
		{
			Name: FrontOtherCertificate, Where: Front, What: "every name is served with the certificate of the first one", Source: "RFC 6066 §3",
			CaughtBy: []string{"new-person-by-redirect", "redirect-uri", "requests-as-configured"},
			Spares:   []string{"button-on-login-page", "settings-are-saved"},
			Shown:    at, Wide: true,
		},
		{
			Name: FrontDropsCookies, Where: Front, What: "cookies that a redirect sets are lost", Source: "RFC 6265 §3",
			CaughtBy: []string{"single-sign-on"},
			Spares:   []string{"new-person-by-redirect", "second-login"},
			Shown:    at,
		},
	}
}
