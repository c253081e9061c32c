// Package entra administers a Microsoft Entra ID tenant of the user's own
// through Microsoft Graph v1.0, as far as the guide "MS Office 365 OAuth Setup"
// asks for it: an app registration with a redirect URI and a client secret, and
// people who log in.
//
// Whatever it creates carries the [Mark], and only what carries the mark is
// ever changed or removed. Deleted apps and people stay restorable in the
// tenant for 30 days, which is Microsoft's rule for every deletion.
//
// The credentials are those of an app registration in the tenant with the
// application permissions Application.ReadWrite.OwnedBy (or .All) and
// User.ReadWrite.All; replacing the password of a person who exists needs
// User-PasswordProfile.ReadWrite.All, and Options.Consent needs
// DelegatedPermissionGrant.ReadWrite.All and Application.Read.All.
//
// Source of the contract: learn.microsoft.com/graph/api, v1.0. It was not run
// against a tenant here.
package entra

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"time"

	"gonogo/internal/provider"
)

// ID is the guide's name of the provider.
const ID = "entra"

// Mark is what everything that gonogo creates in a tenant carries: apps and
// their service principals as a tag, people as the name of their company.
const Mark = "gonogo"

// Provider is a tenant. It is safe for concurrent use.
type Provider struct {
	options Options
	graph   *graph
}

var (
	_ provider.Provider     = (*Provider)(nil)
	_ provider.Unregisterer = (*Provider)(nil)
)

// New returns the tenant that the options describe. It asks nothing yet. The
// error names the first variable that is missing.
func New(o Options) (*Provider, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	o.Graph = strings.TrimRight(cmp.Or(o.Graph, publicGraph), "/")
	o.Login = strings.TrimRight(cmp.Or(o.Login, publicLogin), "/")
	o.HTTP = cmp.Or(o.HTTP, http.DefaultClient)
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Provider{options: o, graph: newGraph(o)}, nil
}

// ID implements provider.Provider.
func (p *Provider) ID() string { return ID }

// URL is the provider's base as the guide's URL setting names it.
func (p *Provider) URL() string { return p.options.Login + "/" + p.options.Tenant }

// Domain is the domain of the tenant in which people are made: whoever is put
// must have a Login such as "ada@" + Domain().
func (p *Provider) Domain() string { return p.options.Domain }

// String names the tenant, without credentials.
func (p *Provider) String() string { return p.options.String() }

// GoString keeps the credentials out of %#v.
func (p *Provider) GoString() string { return p.String() }

// pause waits, or ends with the context.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
