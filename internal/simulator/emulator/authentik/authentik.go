// Package authentik emulates authentik (providers: authentik). What the facts
// leave open was read in its source (github.com/goauthentik/authentik,
// authentik/providers/oauth2, authentik/stages and web/src/flow).
package authentik

import (
	"cmp"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// ID is the guide's name of the provider.
const ID = "authentik"

//go:embed pages
var pages embed.FS

// Provider is an emulated authentik.
type Provider struct {
	*op.Server
	mux     *http.ServeMux
	pages   *op.Pages
	consent bool // explicit consent
	factors *factors
}

// New makes an authentik whose base is the address of its OAuth2 endpoints.
func New(o op.Options) (*Provider, error) {
	base, err := o.Parse()
	if err != nil {
		return nil, err
	}
	templates, err := op.ParsePages(pages, "pages/*.html")
	if err != nil {
		return nil, err
	}
	p := &Provider{pages: templates, mux: http.NewServeMux(), consent: o.ExplicitConsent, factors: newFactors()}
	p.Server = op.NewServer(base, o, p.profile())
	p.routes()
	return p, nil
}

// profile holds the defaults of the form that creates a provider: code 1
// minute, access token 5 minutes, refresh token 30 days. Assumption: the login
// lasts 14 days, Django's default, where authentik says "until the browser closes".
func (p *Provider) profile() op.Profile {
	return op.Profile{
		Issuer: func(c op.Client) string { return p.URL("/" + slug(c.Name) + "/") },
		Lifespans: op.Lifespans{
			Code: time.Minute, Access: 5 * time.Minute, IDToken: 5 * time.Minute,
			Refresh: 30 * 24 * time.Hour, Session: 14 * 24 * time.Hour,
		},
		AccessToken:   jose.RS256,
		RefreshScopes: []string{"offline_access"},
		Scopes:        []string{"openid", "email", "profile", "offline_access"},
		// The default identification stage takes user name or e-mail.
		Names:         func(person provider.Person) []string { return []string{person.Login, person.Email, person.Username} },
		NewSubject:    hashedUserID,
		IDTokenClaims: claims, // include_claims_in_id_token is on by default
		SessionCookie: "authentik_session",
	}
}

// hashedUserID is the default subject mode: a hash in hexadecimal digits.
func hashedUserID(provider.Person) string {
	sum := sha256.Sum256([]byte(op.RandomToken(16)))
	return hex.EncodeToString(sum[:])
}

// slug is what authentik proposes for the name of an application.
func slug(name string) string {
	words := regexp.MustCompile(`[a-z0-9]+`).FindAllString(strings.ToLower(name), -1)
	return cmp.Or(strings.Join(words, "-"), "application")
}

// ID implements provider.Provider.
func (p *Provider) ID() string { return ID }

// ServeHTTP implements http.Handler.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.mux.ServeHTTP(w, r) }

func (p *Provider) routes() {
	o := p.BasePath()
	p.mux.HandleFunc("GET "+op.StylesheetPath, op.Stylesheet)
	p.mux.HandleFunc("GET "+scriptPath, script)
	authorize := p.Log.Record(op.Authorize, p.authorize)
	p.mux.HandleFunc("GET "+o+"/authorize/{$}", authorize)
	p.mux.HandleFunc("POST "+o+"/authorize/{$}", authorize)
	p.mux.HandleFunc("POST "+o+"/token/{$}", p.Log.Record(op.Token, p.token))
	userinfo := p.Log.Record(op.UserInfo, p.userinfo)
	p.mux.HandleFunc("GET "+o+"/userinfo/{$}", userinfo)
	p.mux.HandleFunc("POST "+o+"/userinfo/{$}", userinfo)
	p.mux.HandleFunc(o+"/authorize", p.Log.Record(op.Authorize, appendSlash))
	p.mux.HandleFunc(o+"/token", p.Log.Record(op.Token, appendSlash))
	p.mux.HandleFunc(o+"/userinfo", p.Log.Record(op.UserInfo, appendSlash))
	p.mux.HandleFunc("GET "+o+"/{slug}/.well-known/openid-configuration", p.discovery)
	p.mux.HandleFunc("GET "+o+"/{slug}/jwks/{$}", p.PublicKeys)
	p.mux.HandleFunc(o+"/{slug}/end-session/{$}", p.endSession)
	p.mux.HandleFunc("GET /flows/-/default/authentication/{$}", p.defaultFlow)
	p.mux.HandleFunc("GET /flows/-/cancel/{$}", p.cancel)
	p.mux.HandleFunc("GET /if/flow/{flow}/{$}", p.flowPage)
	p.mux.HandleFunc("GET "+executorPath+"{flow}/{$}", p.challenge)
	p.mux.HandleFunc("POST "+executorPath+"{flow}/{$}", p.respond)
}

// appendSlash is Django's CommonMiddleware: 301 whatever the method, so that a
// POST arrives as a GET, which the token endpoint does not know.
func appendSlash(w http.ResponseWriter, r *http.Request) {
	target := *r.URL
	target.Path += "/"
	http.Redirect(w, r, target.RequestURI(), http.StatusMovedPermanently)
}

// Register implements provider.Provider. The guide creates application and
// provider by hand; ids and secrets are generated in authentik's lengths.
func (p *Provider) Register(_ context.Context, r provider.Registration) (provider.Credentials, error) {
	c := provider.Credentials{
		ClientID:     cmp.Or(r.ClientID, op.RandomText(40, op.Alphanumeric)),
		ClientSecret: op.RandomText(128, op.Alphanumeric),
	}
	p.Clients.Put(op.Client{ID: c.ClientID, Name: cmp.Or(r.Name, "Rocket.Chat"), RedirectURIs: r.RedirectURIs}, c.ClientSecret)
	return c, nil
}

func (p *Provider) discovery(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("slug")
	if _, known := p.Clients.Find(func(c op.Client) bool { return slug(c.Name) == name }); !known {
		http.NotFound(w, r)
		return
	}
	op.JSON(w, http.StatusOK, map[string]any{
		"issuer":                                p.URL("/" + name + "/"),
		"authorization_endpoint":                p.URL("/authorize/"),
		"token_endpoint":                        p.URL("/token/"),
		"userinfo_endpoint":                     p.URL("/userinfo/"),
		"end_session_endpoint":                  p.URL("/" + name + "/end-session/"),
		"jwks_uri":                              p.URL("/" + name + "/jwks/"),
		"response_types_supported":              []string{"code"},
		"subject_types_supported":               []string{"public"},
		"scopes_supported":                      p.Profile.Scopes,
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_post", "client_secret_basic"},
	})
}
