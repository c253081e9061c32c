package authentik

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"gonogo/internal/provider"
	"gonogo/internal/provider/rest"
)

// oauthProvider is what authentik calls a provider: the OAuth side of an
// application (schema.yml, OAuth2Provider).
type oauthProvider struct {
	PK           int    `json:"pk"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	Application  string `json:"assigned_application_slug"` // empty: none
}

// redirectURI is an address that authentik compares exactly, as the guide says
// ("Strict"). Its type exists since 2026.5; earlier releases drop it.
type redirectURI struct {
	Mode string `json:"matching_mode"`
	URL  string `json:"url"`
	Type string `json:"redirect_uri_type"`
}

// newProvider is the form of the guide. Grant types are asked for since 2026.5,
// where a provider without any refuses every login
// (providers/oauth2/migrations/0032); earlier releases drop them.
type newProvider struct {
	Name              string        `json:"name"`
	AuthorizationFlow string        `json:"authorization_flow"`
	InvalidationFlow  string        `json:"invalidation_flow"`
	PropertyMappings  []string      `json:"property_mappings"`
	ClientType        string        `json:"client_type"`
	GrantTypes        []string      `json:"grant_types"`
	ClientID          string        `json:"client_id,omitempty"`
	SigningKey        string        `json:"signing_key"`
	RedirectURIs      []redirectURI `json:"redirect_uris"`
}

// Register implements provider.Provider. It replaces the application of the
// same slug, with its provider: the former credentials are worth nothing then.
// The secret is authentik's, and so is the client id where the guide has none.
func (p *Provider) Register(ctx context.Context, r provider.Registration) (provider.Credentials, error) {
	none := provider.Credentials{}
	name := cmp.Or(r.Name, "Rocket.Chat")
	slug := cmp.Or(p.slug, slugOf(name))
	wanted, err := p.form(ctx, r, name)
	if err != nil {
		return none, err
	}
	if err := p.clear(ctx, slug, wanted.Name, r.ClientID); err != nil {
		return none, err
	}
	made, err := p.create(ctx, wanted)
	if err != nil {
		return none, err
	}
	err = p.api.Call(ctx, rest.Request{
		Asked: "create the application " + slug, Method: http.MethodPost, Path: "/core/applications/",
		Body: map[string]any{"name": name, "slug": slug, "provider": made.PK}, Accept: []int{http.StatusCreated},
		Secrets: []string{made.ClientSecret},
	}, nil)
	if err != nil {
		return none, errors.Join(err, p.discard(context.WithoutCancel(ctx), made))
	}
	return provider.Credentials{ClientID: made.ClientID, ClientSecret: made.ClientSecret}, nil
}

// create makes the provider.
func (p *Provider) create(ctx context.Context, wanted newProvider) (oauthProvider, error) {
	var made oauthProvider
	r := rest.Request{
		Asked: "create the OAuth2 provider " + wanted.Name, Method: http.MethodPost, Path: "/providers/oauth2/",
		Body: wanted, Accept: []int{http.StatusCreated},
	}
	if err := p.api.Call(ctx, r, &made); err != nil {
		return made, err
	}
	if made.PK == 0 || made.ClientID == "" || made.ClientSecret == "" {
		return made, p.api.Unusable(r, "holds no number, client id or client secret")
	}
	return made, nil
}

// clear deletes what is in the way of a new registration.
func (p *Provider) clear(ctx context.Context, slug, name, clientID string) error {
	var application struct {
		Provider int `json:"provider"` // 0 (null): none
	}
	answer, err := p.api.Exchange(ctx, rest.Request{
		Asked: "find the application " + slug, Method: http.MethodGet, Path: applicationPath(slug),
		Accept: []int{http.StatusOK, http.StatusNotFound},
	}, &application)
	if err != nil {
		return err
	}
	if answer.Status == http.StatusOK {
		if err := p.discard(ctx, oauthProvider{PK: application.Provider, Application: slug}); err != nil {
			return err
		}
	}
	// Both are unique: a provider may be left over without its application.
	if err := p.discardAll(ctx, "the OAuth2 provider "+name, url.Values{"name": {name}}); err != nil || clientID == "" {
		return err
	}
	return p.discardAll(ctx, "the OAuth2 provider with client id "+clientID, url.Values{"client_id": {clientID}})
}

// Unregister implements provider.Unregisterer.
func (p *Provider) Unregister(ctx context.Context, clientID string) error {
	return p.discardAll(ctx, "the OAuth2 provider with client id "+clientID, url.Values{"client_id": {clientID}})
}

func (p *Provider) discardAll(ctx context.Context, what string, query url.Values) error {
	found, err := list[oauthProvider](ctx, p, "find "+what, "/providers/oauth2/", query)
	if err != nil {
		return err
	}
	for _, one := range found {
		if err := p.discard(ctx, one); err != nil {
			return err
		}
	}
	return nil
}

// discard deletes a provider and its application.
func (p *Provider) discard(ctx context.Context, o oauthProvider) error {
	if o.Application != "" {
		if err := p.delete(ctx, "delete the application "+o.Application, applicationPath(o.Application)); err != nil {
			return err
		}
	}
	if o.PK == 0 {
		return nil
	}
	pk := strconv.Itoa(o.PK)
	return p.delete(ctx, "delete the OAuth2 provider "+pk, "/providers/oauth2/"+pk+"/")
}

func applicationPath(slug string) string { return "/core/applications/" + url.PathEscape(slug) + "/" }

// slugOf is what authentik proposes for the name of an application
// (web/src/elements/router/utils.ts, formatSlug).
func slugOf(name string) string {
	words := regexp.MustCompile(`[a-z0-9]+`).FindAllString(strings.ToLower(name), -1)
	return cmp.Or(strings.Join(words, "-"), "application")
}
