// Package clavex emulates Clavex as seen on a running server (providers:
// Clavex; commit 044ce5c). What the facts leave open was read in the source of
// that commit (github.com/clavex-eu/clavex, internal/handler) and says so.
package clavex

import (
	"embed"
	"fmt"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
	"gonogo/internal/simulator/seeded"
)

// ID is the guide's name of the provider.
const ID = "clavex"

//go:embed pages
var pages embed.FS

// Provider is an emulated Clavex with one organization.
type Provider struct {
	*op.Server
	mux    *http.ServeMux
	pages  *op.Pages
	org    organization
	limits *limiter
	admin  *admin
	logins logins
	groups *directory
	roles  *directory
}

// organization is the tenant: the guide's "acme".
type organization struct {
	slug string // last part of the base's path
	id   string // UUID
}

// New makes a Clavex whose base is the address of its organization.
func New(o op.Options) (*Provider, error) {
	base, err := o.Parse()
	if err != nil {
		return nil, err
	}
	slug := path.Base(base.Path)
	if slug == "." || slug == "/" {
		return nil, fmt.Errorf("base URL %q has no organization: Clavex needs https://host/organization", o.BaseURL)
	}
	templates, err := op.ParsePages(pages, "pages/*.html")
	if err != nil {
		return nil, err
	}
	p := &Provider{
		pages: templates, mux: http.NewServeMux(), admin: newAdmin(o.Now),
		org:    organization{slug: slug, id: op.RandomUUID()},
		groups: newGroups(), roles: newRoles(), limits: newLimiter(o.Now, o.RateLimits),
	}
	p.Server = op.NewServer(base, o, p.profile(base.String()))
	p.routes()
	return p, nil
}

// profile holds the lifespans of the facts: code 60 s, tokens 3600 s, SSO
// cookie 12 h. Assumption: refresh tokens last 30 days.
func (p *Provider) profile(issuer string) op.Profile {
	return op.Profile{
		Issuer: func(op.Client) string { return issuer },
		Lifespans: op.Lifespans{
			Code: time.Minute, Access: time.Hour, IDToken: time.Hour,
			Refresh: 30 * 24 * time.Hour, Session: 12 * time.Hour,
		},
		AccessToken: jose.PS256,
		Scopes:      []string{"openid", "profile", "email", "offline_access", "groups", "roles"},
		// The login form takes an e-mail address only.
		Names:         func(person provider.Person) []string { return []string{person.Login, person.Email} },
		NewSubject:    func(provider.Person) string { return op.RandomUUID() },
		SessionCookie: "clavex_sso",
	}
}

// ID implements provider.Provider.
func (p *Provider) ID() string { return ID }

func (p *Provider) routes() {
	tenant := p.BasePath()
	p.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		op.JSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	p.mux.HandleFunc("GET "+op.StylesheetPath, op.Stylesheet)
	p.mux.HandleFunc("GET "+tenant+"/.well-known/openid-configuration", p.limited(p.discovery))
	p.mux.HandleFunc("GET "+tenant+"/.well-known/jwks.json", p.limited(p.PublicKeys))
	p.mux.HandleFunc("GET "+tenant+"/authorize", p.limited(p.Log.Record(op.Authorize, p.authorize)))
	p.mux.HandleFunc("POST "+tenant+"/authorize", p.limited(p.Log.Record(op.Authorize, p.login)))
	p.mux.HandleFunc("POST "+tenant+"/token", p.limited(p.Log.Record(op.Token, p.token)))
	p.mux.HandleFunc("GET "+tenant+"/userinfo", p.limited(p.Log.Record(op.UserInfo, p.userinfo)))
	p.mux.HandleFunc("POST "+tenant+"/userinfo", p.limited(p.Log.Record(op.UserInfo, p.userinfo)))
	p.mux.HandleFunc(tenant+"/logout", p.limited(p.logout))
	p.mux.HandleFunc("/", p.missing)
	p.administration()
}

// administration is the part of the administrators' interface that an
// integration needs (source: internal/server/server.go).
func (p *Provider) administration() {
	p.mux.HandleFunc("POST /api/v1/auth/login", p.adminLogin)
	p.mux.HandleFunc("GET /api/v1/organizations", p.superAdministered(p.listOrganizations))
	for route, handler := range map[string]http.HandlerFunc{
		"POST /clients":                      p.createClient,
		"DELETE /clients/{id}":               p.deleteClient,
		"GET /rate-limits":                   p.showRateLimits,
		"PUT /rate-limits":                   p.putRateLimits,
		"GET /users":                         p.listUsers,
		"POST /users":                        p.createUser,
		"GET /users/{id}":                    p.showUser,
		"PATCH /users/{id}":                  p.updateUser,
		"DELETE /users/{id}":                 p.deleteUser,
		"DELETE /users/{id}/sessions":        p.endSessions,
		"PUT /users/{id}/attributes":         p.putAttributes,
		"GET /groups":                        p.listEntries(p.groups),
		"POST /groups":                       p.createEntry(p.groups),
		"POST /groups/{id}/members":          p.joinGroup,
		"DELETE /groups/{id}/members/{user}": p.changeMember(p.groups, false),
		"GET /roles":                         p.listEntries(p.roles),
		"POST /roles":                        p.createEntry(p.roles),
		"PUT /roles/{id}/users/{user}":       p.changeMember(p.roles, true),
		"DELETE /roles/{id}/users/{user}":    p.changeMember(p.roles, false),
	} {
		method, path, _ := strings.Cut(route, " ")
		p.mux.HandleFunc(method+" /api/v1/organizations/{org}"+path, p.administered(handler))
	}
}

// ServeHTTP implements http.Handler. Every response of Clavex carries both
// headers: the first closes a popup for its opener, the second makes Chromium
// cancel a login whose redirect goes to an http callback.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !p.Seeded.Has(seeded.OpenerKept) {
		w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
	}
	w.Header().Set("Content-Security-Policy", "form-action 'self' https:")
	p.mux.ServeHTTP(w, r)
}

// missing answers for paths that are not there, which an unknown organization
// is too (source: oidc.go, "organization not found").
func (p *Provider) missing(w http.ResponseWriter, r *http.Request) {
	message := "Not Found"
	switch path.Base(r.URL.Path) {
	case "authorize", "token", "userinfo", "openid-configuration", "jwks.json":
		message = "organization not found"
	}
	refuse(w, http.StatusNotFound, message)
}

// refuse answers in the way of Clavex's error handler.
func refuse(w http.ResponseWriter, status int, message string) {
	op.JSON(w, status, map[string]string{"error": http.StatusText(status), "message": message})
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	op.JSON(w, http.StatusOK, map[string]any{
		"issuer":                                p.URL(""),
		"authorization_endpoint":                p.URL("/authorize"),
		"token_endpoint":                        p.URL("/token"),
		"userinfo_endpoint":                     p.URL(p.Advertised("/userinfo")),
		"jwks_uri":                              p.URL("/.well-known/jwks.json"),
		"end_session_endpoint":                  p.URL("/logout"),
		"response_types_supported":              []string{"code"},
		"grant_types_supported":                 []string{"authorization_code", "refresh_token"},
		"subject_types_supported":               []string{"public"},
		"scopes_supported":                      p.Profile.Scopes,
		"id_token_signing_alg_values_supported": []string{"RS256", "PS256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post"},
		"code_challenge_methods_supported":      []string{"S256"},

		"authorization_response_iss_parameter_supported": true,
	})
}
