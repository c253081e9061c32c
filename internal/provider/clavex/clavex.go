// Package clavex administers a running Clavex by its REST API: the way that
// really works where the guide's curl is refused (providers: Clavex). What the
// facts leave open was read in the source of commit 044ce5c
// (github.com/clavex-eu/clavex); comments name the file.
package clavex

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"gonogo/internal/provider"
	"gonogo/internal/provider/rest"
)

// ID is the guide's name of the provider.
const ID = "clavex"

// Options say where Clavex is and who administers it: an administrator with a
// password, or an API key.
type Options struct {
	// URL is the organization's base as the guide's URL setting names it:
	// "https://id.acme.eu/acme".
	URL string
	// AdminOrg is the slug of the organization in which the administrator's
	// account lies; empty: the organization of URL.
	AdminOrg      string
	AdminEmail    string
	AdminPassword string
	// APIKey goes into X-API-Key instead of a login. It has to be a super
	// administrator's: no other key can look up an organization's UUID.
	APIKey string
	// HTTP sends the requests, timeouts included; nil: http.DefaultClient.
	HTTP *http.Client
}

// String hides the credentials from anything that prints the value.
func (o Options) String() string { return "Clavex at " + o.URL + " (credentials withheld)" }

// GoString does the same for %#v.
func (o Options) GoString() string { return o.String() }

// Provider is one organization of a running Clavex, safe for concurrent use.
type Provider struct {
	options Options
	host    string // "https://id.acme.eu"
	slug    string // "acme"
	now     func() time.Time

	mu      sync.Mutex
	session *session // nil: not logged in yet
}

var (
	_ provider.Provider     = (*Provider)(nil)
	_ provider.Unregisterer = (*Provider)(nil)
)

// New checks the options. It sends nothing yet.
func New(o Options) (*Provider, error) {
	base, err := url.Parse(strings.TrimRight(o.URL, "/"))
	if err != nil {
		return nil, fmt.Errorf("reading the address of Clavex: %w", err)
	}
	slug := path.Base(base.Path)
	if base.Host == "" || slug == "." || slug == "/" {
		return nil, fmt.Errorf("the address %q of Clavex has no organization: it has to read https://host/organization", o.URL)
	}
	if o.APIKey == "" && (o.AdminEmail == "" || o.AdminPassword == "") {
		return nil, fmt.Errorf("administering Clavex at %s needs an administrator's e-mail and password, or an API key", o.URL)
	}
	o.AdminOrg = cmp.Or(o.AdminOrg, slug)
	o.HTTP = cmp.Or(o.HTTP, http.DefaultClient)
	base.Path = strings.TrimSuffix(base.Path, "/"+slug)
	return &Provider{options: o, host: base.String(), slug: slug, now: time.Now}, nil
}

// ID implements provider.Provider.
func (p *Provider) ID() string { return ID }

// newClient is the registration as the guide gives it, with what Clavex really
// reads: "name" where the guide says "client_name". It ignores "scopes" and
// "token_endpoint_auth_method".
type newClient struct {
	ClientID     string   `json:"client_id,omitempty"` // letters and digits only
	Name         string   `json:"name"`
	GrantTypes   []string `json:"grant_types"`
	RedirectURIs []string `json:"redirect_uris"`
	Scopes       []string `json:"scopes,omitempty"`
	AuthMethod   string   `json:"token_endpoint_auth_method,omitempty"`
}

// Register implements provider.Provider. Registering the same client id again
// answers 500, so an older registration is deleted first; with it goes the
// secret, which nobody can read again.
func (p *Provider) Register(ctx context.Context, r provider.Registration) (provider.Credentials, error) {
	none := provider.Credentials{}
	s, err := p.open(ctx)
	if err != nil {
		return none, err
	}
	if r.ClientID != "" {
		if err := s.unregister(ctx, r.ClientID); err != nil {
			return none, err
		}
	}
	var created struct {
		Client struct {
			ClientID string `json:"client_id"`
		} `json:"client"`
		Secret string `json:"client_secret"`
	}
	wanted := newClient{
		ClientID: r.ClientID, Name: cmp.Or(r.Name, "Rocket.Chat"), RedirectURIs: slices.Clone(r.RedirectURIs),
		GrantTypes: []string{"authorization_code", "refresh_token"}, Scopes: r.Scopes, AuthMethod: r.AuthMethod,
	}
	asked := rest.Request{
		Asked: "register the client " + r.ClientID, Method: http.MethodPost,
		Path: s.org("clients"), Body: wanted, Accept: []int{http.StatusCreated},
	}
	if err := s.api.Call(ctx, asked, &created); err != nil {
		return none, err
	}
	if created.Client.ClientID == "" || created.Secret == "" {
		return none, s.api.Unusable(asked, "holds no client id or no secret")
	}
	return provider.Credentials{ClientID: created.Client.ClientID, ClientSecret: created.Secret}, nil
}

// Unregister implements provider.Unregisterer.
func (p *Provider) Unregister(ctx context.Context, clientID string) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	return s.unregister(ctx, clientID)
}

func (s *session) unregister(ctx context.Context, clientID string) error {
	return s.api.Call(ctx, rest.Request{
		Asked: "delete the registration of client " + clientID, Method: http.MethodDelete,
		Path: s.org("clients", clientID), Accept: []int{http.StatusNoContent, http.StatusNotFound},
	}, nil)
}
