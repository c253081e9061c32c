// Package authentik administers a running authentik by its REST API, version 3,
// as the guide does by hand (providers: authentik). What the facts leave open was
// read in the publisher's API schema of 2026.8.3 (schema.yml) and in its source
// (github.com/goauthentik/authentik); comments name the file.
//
// It speaks to authentik 2024.12 and later: before, redirect URIs were one text.
package authentik

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"gonogo/internal/provider"
	"gonogo/internal/provider/rest"
)

// ID is the guide's name of the provider.
const ID = "authentik"

// endpoints is the path below which authentik has the OAuth endpoints of all
// applications (authentik/providers/oauth2/urls.py).
const endpoints = "/application/o"

// Options say where authentik is and who administers it.
type Options struct {
	// URL is the base of the OAuth endpoints as the guide's URL setting names it:
	// "https://authentik.company/application/o". A further segment, as in the
	// address of an issuer, is taken as the application's slug.
	URL string
	// Token is an API token of an administrator, such as the bootstrap token.
	Token string
	// ExplicitConsent selects the authorization flow that asks people for consent
	// instead of the one that does not; the guide leaves the choice open.
	ExplicitConsent bool
	// HTTP sends the requests, timeouts included; nil: http.DefaultClient.
	HTTP *http.Client
}

// String hides the token from anything that prints the value.
func (o Options) String() string { return "authentik at " + o.URL + " (token withheld)" }

// GoString does the same for %#v.
func (o Options) GoString() string { return o.String() }

// Provider is a running authentik, safe for concurrent use.
type Provider struct {
	options Options
	api     *rest.Client // below "https://authentik.company/api/v3"
	slug    string       // of the application; empty: made of its name

	mu sync.Mutex // held while something with a unique name is found or made
}

var (
	_ provider.Provider     = (*Provider)(nil)
	_ provider.Unregisterer = (*Provider)(nil)
)

// New checks the options. It sends nothing yet.
func New(o Options) (*Provider, error) {
	base, err := url.Parse(strings.TrimRight(o.URL, "/"))
	if err != nil {
		return nil, fmt.Errorf("reading the address of authentik: %w", err)
	}
	root, slug, found := strings.Cut(base.Path, endpoints)
	slug = strings.TrimPrefix(slug, "/")
	if base.Host == "" || !found || strings.Contains(slug, "/") {
		return nil, fmt.Errorf("the address %q of authentik has to read https://host%s", o.URL, endpoints)
	}
	if o.Token == "" {
		return nil, errors.New("administering authentik needs an API token")
	}
	o.HTTP = cmp.Or(o.HTTP, http.DefaultClient)
	api := url.URL{Scheme: base.Scheme, Host: base.Host, Path: root + "/api/v3"}
	return &Provider{options: o, api: client(api.String(), o), slug: slug}, nil
}

// ID implements provider.Provider.
func (p *Provider) ID() string { return ID }
