// Package encvoy administers a running Encvoy ID by its REST API.
//
// The interface was read in the source (github.com/encvoy/id at 082915b,
// packages/backend/src/modules: clients, users, settings) and has not been seen
// on a running server: no image is published, and the guide goes by hand.
package encvoy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"gonogo/internal/provider"
	"gonogo/internal/provider/rest"
)

// ID is the guide's name of the provider.
const ID = "encvoy"

// Options say where Encvoy ID is and who administers it.
type Options struct {
	// URL is the address as the guide's URL setting names it:
	// "https://id.encvoy.example".
	URL string
	// AdminLogin and AdminPassword are the owner's (ADMIN_LOGIN and
	// ADMIN_PASSWORD of the installation). Encvoy ID takes a password only where
	// it runs with NODE_ENV=development (access.token.guard.ts).
	AdminLogin    string
	AdminPassword string
	// Token is an access token of the dashboard for the owner or an editor,
	// instead of a password. It lasts 30 minutes.
	Token string
	// HTTP sends the requests, timeouts included; nil: http.DefaultClient.
	HTTP *http.Client
}

// String hides the credentials from anything that prints the value.
func (o Options) String() string { return "Encvoy ID at " + o.URL + " (credentials withheld)" }

// GoString does the same for %#v.
func (o Options) GoString() string { return o.String() }

// Provider is a running Encvoy ID, safe for concurrent use.
type Provider struct {
	options Options
	api     *rest.Client

	mu   sync.Mutex
	main string   // client id of Encvoy ID's own application; empty: not asked yet
	mine []string // client ids that Register has made
}

var (
	_ provider.Provider     = (*Provider)(nil)
	_ provider.Unregisterer = (*Provider)(nil)
)

// New checks the options. It sends nothing yet.
func New(o Options) (*Provider, error) {
	base, err := url.Parse(strings.TrimRight(o.URL, "/"))
	if err != nil {
		return nil, fmt.Errorf("reading the address of Encvoy ID: %w", err)
	}
	if base.Host == "" {
		return nil, fmt.Errorf("the address %q of Encvoy ID is not of the form https://host", o.URL)
	}
	if o.Token == "" && (o.AdminLogin == "" || o.AdminPassword == "") {
		return nil, fmt.Errorf("administering Encvoy ID at %s needs its owner's login and password, or an access token; "+
			"without them, use a client and people that were made there by hand", o.URL)
	}
	o.HTTP = cmp.Or(o.HTTP, http.DefaultClient)
	return &Provider{options: o, api: client(base.String(), o)}, nil
}

// ID implements provider.Provider.
func (p *Provider) ID() string { return ID }

// newClient is what creating an application reads (clients.dto.ts); unknown
// fields are refused.
type newClient struct {
	Name         string   `json:"name"`   // at most 50 characters
	Domain       string   `json:"domain"` // address of the application
	RedirectURIs []string `json:"redirect_uris"`
	GrantTypes   []string `json:"grant_types"`
	AuthMethod   string   `json:"token_endpoint_auth_method,omitempty"`
}

// Register implements provider.Provider. Encvoy ID chooses ids and secrets
// itself. What this Provider has registered before is deleted; applications
// that somebody else has made stay, whatever their names are.
func (p *Provider) Register(ctx context.Context, r provider.Registration) (provider.Credentials, error) {
	none := provider.Credentials{}
	if r.ClientID != "" {
		return none, fmt.Errorf("the id of an application cannot be %q: Encvoy ID chooses it itself", r.ClientID)
	}
	if len(r.RedirectURIs) == 0 {
		return none, errors.New("an application of Encvoy ID needs a redirect URI")
	}
	home, err := url.Parse(r.RedirectURIs[0])
	if err != nil {
		return none, fmt.Errorf("reading the redirect URI: %w", err)
	}
	for _, old := range p.registered() {
		if err := p.Unregister(ctx, old); err != nil {
			return none, err
		}
	}
	asked := rest.Request{
		Asked: "create the application " + r.Name, Method: http.MethodPost, Path: "/api/v1/clients",
		Body: newClient{
			Name: cmp.Or(r.Name, "Rocket.Chat"), Domain: home.Scheme + "://" + home.Host, RedirectURIs: r.RedirectURIs,
			GrantTypes: []string{"authorization_code", "refresh_token"}, AuthMethod: r.AuthMethod,
		},
	}
	var created struct {
		ID     string `json:"client_id"`
		Secret string `json:"client_secret"`
	}
	if err := p.api.Call(ctx, asked, &created); err != nil {
		return none, err
	}
	if created.ID == "" || created.Secret == "" {
		return none, p.api.Unusable(asked, "holds no client id or no secret")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mine = append(p.mine, created.ID)
	return provider.Credentials{ClientID: created.ID, ClientSecret: created.Secret}, nil
}

// Unregister implements provider.Unregisterer. Deleting an application that is
// not there succeeds as well (clients.service.ts, deleteMany).
func (p *Provider) Unregister(ctx context.Context, clientID string) error {
	err := p.api.Call(ctx, rest.Request{
		Asked: "delete the application " + clientID, Method: http.MethodDelete,
		Path: "/api/v1/clients/" + url.PathEscape(clientID),
	}, nil)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mine = slices.DeleteFunc(p.mine, func(id string) bool { return id == clientID })
	return nil
}

func (p *Provider) registered() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.mine)
}

// begin asks once who the administrator is, which tells the id of Encvoy ID's
// own application, and lets people log in by e-mail address: only login and
// telephone number are allowed at first (settings.module.ts).
func (p *Provider) begin(ctx context.Context) (mainClient string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.main != "" {
		return p.main, nil
	}
	asked := rest.Request{Asked: "tell who administers it", Method: http.MethodGet, Path: "/api/v1/users/me"}
	var me struct {
		Roles []struct {
			ClientID string `json:"client_id"`
			Role     string `json:"role"`
		} `json:"Role"`
	}
	if err := p.api.Call(ctx, asked, &me); err != nil {
		return "", err
	}
	if len(me.Roles) == 0 || me.Roles[0].ClientID == "" {
		return "", p.api.Unusable(asked, "holds no role")
	}
	if role := me.Roles[0].Role; role != "OWNER" && role != "EDITOR" {
		return "", fmt.Errorf("only the owner and the editors of Encvoy ID make people, but the administrator's role is %s", role)
	}
	if err := p.allowEmail(ctx); err != nil {
		return "", err
	}
	p.main = me.Roles[0].ClientID
	return p.main, nil
}

func (p *Provider) allowEmail(ctx context.Context) error {
	var settings struct {
		LoginFields string `json:"allowed_login_fields"`
	}
	read := rest.Request{Asked: "show its settings", Method: http.MethodGet, Path: "/api/v1/settings"}
	if err := p.api.Call(ctx, read, &settings); err != nil {
		return err
	}
	fields := strings.Fields(settings.LoginFields)
	if slices.Contains(fields, "email") {
		return nil
	}
	return p.api.Call(ctx, rest.Request{
		Asked: "let people log in by e-mail address", Method: http.MethodPut, Path: "/api/v1/settings",
		Body: map[string]string{"allowed_login_fields": strings.Join(append(fields, "email"), " ")},
	}, nil)
}
