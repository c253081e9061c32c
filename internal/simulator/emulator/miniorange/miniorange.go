// Package miniorange emulates miniOrange (providers: miniOrange). The service
// is hosted and closed: paths and scopes are the guide's and those of
// developers.miniorange.com/docs/idp/api/oauth-api, the rest is marked as an
// assumption.
package miniorange

import (
	"cmp"
	"context"
	"embed"
	"net/http"
	"time"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// ID is the guide's name of the provider.
const ID = "miniorange"

//go:embed pages
var pages embed.FS

// Provider is an emulated miniOrange.
type Provider struct {
	*op.Server
	mux     *http.ServeMux
	pages   *op.Pages
	factors *factors
}

// New makes a miniOrange whose base ends with the guide's "/moas".
func New(o op.Options) (*Provider, error) {
	base, err := o.Parse()
	if err != nil {
		return nil, err
	}
	templates, err := op.ParsePages(pages, "pages/*.html")
	if err != nil {
		return nil, err
	}
	p := &Provider{pages: templates, mux: http.NewServeMux(), factors: newFactors(o.SecondFactor)}
	p.Server = op.NewServer(base, o, p.profile(base.String()))
	p.routes()
	return p, nil
}

// profile. Assumption: the issuer is the base; a code lasts a minute, an access
// token an hour ("Adjust time validity for the tokens" says the guide and names
// no default); every code flow ends with a refresh token, because the guide
// lists that grant; the subject is the user name.
func (p *Provider) profile(issuer string) op.Profile {
	return op.Profile{
		Issuer: func(op.Client) string { return issuer },
		Lifespans: op.Lifespans{
			Code: time.Minute, Access: time.Hour, IDToken: time.Hour,
			Refresh: 30 * 24 * time.Hour, Session: 8 * time.Hour,
		},
		Scopes:        []string{"openid", "email", "profile"},
		Names:         func(person provider.Person) []string { return []string{person.Login, person.Email, person.Username} },
		NewSubject:    func(person provider.Person) string { return cmp.Or(person.Username, person.Login) },
		IDTokenClaims: claims, // "along with user information" (oauth-api, scope openid)
		SessionCookie: "JSESSIONID",
	}
}

// ID implements provider.Provider.
func (p *Provider) ID() string { return ID }

// ServeHTTP implements http.Handler.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.mux.ServeHTTP(w, r) }

func (p *Provider) routes() {
	moas := p.BasePath()
	p.mux.HandleFunc("GET "+op.StylesheetPath, op.Stylesheet)
	p.mux.HandleFunc("GET "+moas+"/.well-known/openid-configuration", p.discovery)
	p.mux.HandleFunc("GET "+moas+"/discovery/v2.0/keys", p.PublicKeys)
	p.mux.HandleFunc("GET "+moas+"/idp/openidsso", p.Log.Record(op.Authorize, p.authorize))
	p.mux.HandleFunc("POST "+moas+"/login", p.login)
	p.mux.HandleFunc("POST "+moas+"/idp/validateotp", p.oneTimePassword)
	p.mux.HandleFunc("POST "+moas+"/rest/oauth/token", p.Log.Record(op.Token, p.token))
	userinfo := p.Log.Record(op.UserInfo, p.userinfo)
	p.mux.HandleFunc("GET "+moas+"/rest/oauth/getuserinfo", userinfo)
	p.mux.HandleFunc("POST "+moas+"/rest/oauth/getuserinfo", userinfo)
	p.mux.HandleFunc("POST "+moas+"/rest/oauth/introspect", p.introspect)
	p.mux.HandleFunc("POST "+moas+"/rest/oauth/revoke", p.revoke)
	p.mux.HandleFunc(moas+"/idp/oidc/logout", p.logout)
}

// Register implements provider.Provider. The guide adds the application by
// hand; ids and secrets have the lengths that public examples show.
func (p *Provider) Register(_ context.Context, r provider.Registration) (provider.Credentials, error) {
	c := provider.Credentials{
		ClientID:     cmp.Or(r.ClientID, op.RandomText(15, op.Alphanumeric)),
		ClientSecret: op.RandomText(27, op.Alphanumeric),
	}
	p.Clients.Put(op.Client{
		ID: c.ClientID, Name: cmp.Or(r.Name, "Rocket.Chat"), RedirectURIs: r.RedirectURIs,
		OwnTokens: true, // the guide lists the grant "Client Credentials"
	}, c.ClientSecret)
	return c, nil
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	op.JSON(w, http.StatusOK, map[string]any{
		"issuer":                                p.URL(""),
		"authorization_endpoint":                p.URL("/idp/openidsso"),
		"token_endpoint":                        p.URL("/rest/oauth/token"),
		"userinfo_endpoint":                     p.URL("/rest/oauth/getuserinfo"),
		"introspection_endpoint":                p.URL("/rest/oauth/introspect"),
		"revocation_endpoint":                   p.URL("/rest/oauth/revoke"),
		"end_session_endpoint":                  p.URL("/idp/oidc/logout"),
		"jwks_uri":                              p.URL("/discovery/v2.0/keys"),
		"response_types_supported":              []string{"code"},
		"subject_types_supported":               []string{"public"},
		"scopes_supported":                      p.Profile.Scopes,
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_post", "client_secret_basic"},
	})
}
