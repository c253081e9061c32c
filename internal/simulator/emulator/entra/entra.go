// Package entra emulates the v1 endpoints of Microsoft Entra ID that the guide
// uses (providers: Microsoft Entra ID). There is no source to read: what the
// facts leave open comes from Microsoft's documentation, named beside it, or is
// marked as an assumption.
package entra

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"time"

	"github.com/go-jose/go-jose/v4"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// ID is the guide's name of the provider.
const ID = "entra"

//go:embed pages
var pages embed.FS

// Provider is an emulated tenant.
type Provider struct {
	*op.Server
	mux          *http.ServeMux
	pages        *op.Pages
	tenant       string
	openerPolicy bool
}

// New makes a tenant; the base ends with its id.
func New(o op.Options) (*Provider, error) {
	base, err := o.Parse()
	if err != nil {
		return nil, err
	}
	tenant := path.Base(base.Path)
	if tenant == "." || tenant == "/" {
		return nil, fmt.Errorf("base URL %q has no tenant: Entra needs https://host/tenant", o.BaseURL)
	}
	templates, err := op.ParsePages(pages, "pages/*.html")
	if err != nil {
		return nil, err
	}
	p := &Provider{pages: templates, mux: http.NewServeMux(), tenant: tenant, openerPolicy: o.OpenerPolicy}
	p.Server = op.NewServer(base, o, p.profile())
	p.routes()
	return p, nil
}

// accessLifespan is the "expires_in" that public captures of v1 answers show.
const accessLifespan = 3599 * time.Second

// profile: codes last "about 10 minutes" (Microsoft identity platform and OAuth
// 2.0 authorization code flow), refresh tokens 90 days, a login that was not
// kept 24 hours.
func (p *Provider) profile() op.Profile {
	return op.Profile{
		Issuer: func(op.Client) string { return "https://sts.windows.net/" + p.tenant + "/" },
		Lifespans: op.Lifespans{
			Code: 10 * time.Minute, Access: accessLifespan, IDToken: time.Hour,
			Refresh: 90 * 24 * time.Hour, Session: 24 * time.Hour,
		},
		AccessToken:       jose.RS256,
		Scopes:            []string{"openid", "profile", "email", "offline_access"},
		Names:             func(person provider.Person) []string { return []string{person.Login, person.Email} },
		NewSubject:        func(provider.Person) string { return op.RandomToken(32) }, // pairwise, 43 characters
		IDTokenClaims:     p.idTokenClaims,
		AccessTokenClaims: p.accessTokenClaims,
		SessionCookie:     "ESTSAUTH",
	}
}

// ID implements provider.Provider.
func (p *Provider) ID() string { return ID }

// ServeHTTP implements http.Handler.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if p.openerPolicy {
		w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
	}
	p.mux.ServeHTTP(w, r)
}

func (p *Provider) routes() {
	tenant := p.BasePath()
	p.mux.HandleFunc("GET "+op.StylesheetPath, op.Stylesheet)
	p.mux.HandleFunc("GET "+tenant+"/.well-known/openid-configuration", p.discovery)
	p.mux.HandleFunc("GET "+tenant+"/discovery/keys", p.PublicKeys)
	authorize := p.Log.Record(op.Authorize, p.authorize)
	p.mux.HandleFunc("GET "+tenant+"/oauth2/authorize", authorize)
	p.mux.HandleFunc("POST "+tenant+"/oauth2/authorize", authorize)
	p.mux.HandleFunc("POST "+tenant+"/oauth2/token", p.Log.Record(op.Token, p.token))
	userinfo := p.Log.Record(op.UserInfo, p.userinfo)
	p.mux.HandleFunc("GET "+tenant+"/openid/userinfo", userinfo)
	p.mux.HandleFunc("POST "+tenant+"/openid/userinfo", userinfo)
	p.mux.HandleFunc(tenant+"/oauth2/logout", p.logout)
	p.mux.HandleFunc("POST "+tenant+"/login", p.login)
	p.mux.HandleFunc("POST "+tenant+"/Consent/Set", p.consented)
	p.mux.HandleFunc("POST /kmsi", p.kmsi)
}

// Register implements provider.Provider. An app registration refuses redirect
// URIs that are neither https nor on localhost.
func (p *Provider) Register(_ context.Context, r provider.Registration) (provider.Credentials, error) {
	for _, uri := range r.RedirectURIs {
		parsed, err := url.Parse(uri)
		if err != nil {
			return provider.Credentials{}, fmt.Errorf("registering the app: reading a redirect URI: %w", err)
		}
		if parsed.Scheme != "https" && (parsed.Scheme != "http" || parsed.Hostname() != "localhost") {
			return provider.Credentials{}, fmt.Errorf(
				"registering the app: redirect URI %q must start with https or http://localhost", uri)
		}
	}
	c := provider.Credentials{
		ClientID:     cmp.Or(r.ClientID, op.RandomUUID()),
		ClientSecret: op.RandomText(40, op.Alphanumeric),
	}
	p.Clients.Put(op.Client{ID: c.ClientID, Name: cmp.Or(r.Name, "Rocket.Chat"), RedirectURIs: r.RedirectURIs}, c.ClientSecret)
	return c, nil
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	op.JSON(w, http.StatusOK, map[string]any{
		"issuer":                                p.Profile.Issuer(op.Client{}),
		"authorization_endpoint":                p.URL("/oauth2/authorize"),
		"token_endpoint":                        p.URL("/oauth2/token"),
		"userinfo_endpoint":                     p.URL("/openid/userinfo"),
		"end_session_endpoint":                  p.URL("/oauth2/logout"),
		"jwks_uri":                              p.URL("/discovery/keys"),
		"response_types_supported":              []string{"code"},
		"subject_types_supported":               []string{"pairwise"},
		"scopes_supported":                      []string{"openid"},
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_post", "client_secret_basic"},
	})
}
