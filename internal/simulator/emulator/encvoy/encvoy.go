// Package encvoy emulates Encvoy ID as seen on its running OIDC service
// (providers: Encvoy ID; commit 082915b), which is npm oidc-provider 8.8 behind
// the publisher's reverse proxy. Pages and login steps were read in the same
// commit (github.com/encvoy/id, packages/oidc, packages/backend and
// packages/widget-auth).
package encvoy

import (
	"cmp"
	"context"
	"embed"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// ID is the guide's name of the provider.
const ID = "encvoy"

//go:embed pages
var pages embed.FS

// Provider is an emulated Encvoy ID.
type Provider struct {
	*op.Server
	mux     *http.ServeMux
	pages   *op.Pages
	account atomic.Int64 // the last account number given out
}

// New makes an Encvoy ID whose base is its address.
func New(o op.Options) (*Provider, error) {
	base, err := o.Parse()
	if err != nil {
		return nil, err
	}
	templates, err := op.ParsePages(pages, "pages/*.html")
	if err != nil {
		return nil, err
	}
	p := &Provider{pages: templates, mux: http.NewServeMux()}
	p.Server = op.NewServer(base, o, p.profile(base.String()))
	p.routes()
	return p, nil
}

// profile holds the lifespans of packages/oidc/src/config.ts; the code's is the
// library's default of 60 s.
func (p *Provider) profile(issuer string) op.Profile {
	return op.Profile{
		Issuer: func(op.Client) string { return issuer },
		Lifespans: op.Lifespans{
			Code: time.Minute, Access: 30 * time.Minute, IDToken: 30 * time.Minute,
			Refresh: 24 * time.Hour, Session: 24 * time.Hour,
		},
		RefreshScopes: []string{"offline_access"},
		Scopes: []string{
			"openid", "offline_access", "email", "phone", "profile", "accounts", "lk", "catalog", "locale",
		},
		// Any identifier of the account is accepted.
		Names:         func(person provider.Person) []string { return []string{person.Login, person.Email, person.Username} },
		NewSubject:    func(provider.Person) string { return strconv.FormatInt(p.account.Add(1), 10) },
		IDTokenClaims: claims, // "The id_token repeats them"
		SessionCookie: "_session",
	}
}

// ID implements provider.Provider.
func (p *Provider) ID() string { return ID }

// ServeHTTP implements http.Handler.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.mux.ServeHTTP(w, r) }

func (p *Provider) routes() {
	oidc := p.BasePath() + "/api/oidc"
	interaction := p.BasePath() + "/api/interaction/{uid}"
	p.mux.HandleFunc("GET "+op.StylesheetPath, op.Stylesheet)
	p.mux.HandleFunc("GET "+oidc+"/.well-known/openid-configuration", p.discovery)
	p.mux.HandleFunc("GET "+oidc+"/jwks", p.PublicKeys)
	authorize := p.Log.Record(op.Authorize, p.authorize)
	p.mux.HandleFunc("GET "+oidc+"/auth", authorize)
	p.mux.HandleFunc("POST "+oidc+"/auth", authorize)
	p.mux.HandleFunc("GET "+oidc+"/auth/{uid}", p.resume)
	p.mux.HandleFunc("POST "+oidc+"/token", p.Log.Record(op.Token, p.token))
	userinfo := p.Log.Record(op.UserInfo, p.me)
	p.mux.HandleFunc("GET "+oidc+"/me", userinfo)
	p.mux.HandleFunc("POST "+oidc+"/me", userinfo)
	p.mux.HandleFunc(oidc+"/session/end", p.logout)
	p.mux.HandleFunc("GET "+interaction, p.widget)
	p.mux.HandleFunc("POST "+interaction+"/identifier", p.identifier)
	p.mux.HandleFunc("POST "+interaction+"/auth", p.password)
	p.mux.HandleFunc("POST "+interaction+"/confirm", p.confirm)
	p.mux.HandleFunc("GET "+interaction+"/clean", p.clean)
}

// Register implements provider.Provider. The guide creates the application by
// hand, so there is no interface to go through; ids and secrets are generated.
func (p *Provider) Register(_ context.Context, r provider.Registration) (provider.Credentials, error) {
	c := provider.Credentials{
		ClientID:     cmp.Or(r.ClientID, op.RandomUUID()),
		ClientSecret: op.RandomText(43, op.Alphanumeric),
	}
	p.Clients.Put(op.Client{ID: c.ClientID, Name: r.Name, RedirectURIs: r.RedirectURIs}, c.ClientSecret)
	return c, nil
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	op.JSON(w, http.StatusOK, map[string]any{
		"issuer":                                p.URL(""),
		"authorization_endpoint":                p.URL("/api/oidc/auth"),
		"token_endpoint":                        p.URL("/api/oidc/token"),
		"userinfo_endpoint":                     p.URL("/api/oidc/me"),
		"jwks_uri":                              p.URL("/api/oidc/jwks"),
		"end_session_endpoint":                  p.URL("/api/oidc/session/end"),
		"response_types_supported":              []string{"code"},
		"subject_types_supported":               []string{"public", "pairwise"},
		"scopes_supported":                      p.Profile.Scopes,
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post"},

		"authorization_response_iss_parameter_supported": true,
	})
}
