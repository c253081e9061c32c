package authentik

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"gonogo/internal/provider"
	"gonogo/internal/provider/rest"
)

// The flows that a new authentik brings (blueprints/default).
const (
	implicitConsent = "default-provider-authorization-implicit-consent"
	explicitConsent = "default-provider-authorization-explicit-consent"
	invalidation    = "default-provider-invalidation-flow"
)

// object is anything that has a UUID and a name.
type object struct {
	PK   string `json:"pk"`
	Name string `json:"name"`
	// Managed names what authentik itself keeps: "goauthentik.io/…".
	Managed string `json:"managed"`
}

// form fills in what the guide's form offers by default.
func (p *Provider) form(ctx context.Context, r provider.Registration, name string) (newProvider, error) {
	none := newProvider{}
	if len(r.RedirectURIs) == 0 {
		return none, errors.New("authentik needs a redirect URI: without one it takes the first that comes")
	}
	consent := implicitConsent
	if p.options.ExplicitConsent {
		consent = explicitConsent
	}
	authorization, err := p.flow(ctx, consent)
	if err != nil {
		return none, err
	}
	logout, err := p.flow(ctx, invalidation)
	if err != nil {
		return none, err
	}
	key, err := p.signingKey(ctx)
	if err != nil {
		return none, err
	}
	mappings, err := p.mappings(ctx, r.Scopes)
	if err != nil {
		return none, err
	}
	return newProvider{
		Name: "Provider for " + name, AuthorizationFlow: authorization, InvalidationFlow: logout,
		PropertyMappings: mappings, ClientType: "confidential", ClientID: r.ClientID, SigningKey: key,
		GrantTypes: []string{"authorization_code", "refresh_token"}, RedirectURIs: strict(r.RedirectURIs),
	}, nil
}

func strict(addresses []string) []redirectURI {
	all := make([]redirectURI, len(addresses))
	for i, address := range addresses {
		all[i] = redirectURI{Mode: "strict", URL: address, Type: "authorization"}
	}
	return all
}

func (p *Provider) flow(ctx context.Context, slug string) (string, error) {
	return p.first(ctx, "find the flow "+slug, "/flows/instances/", url.Values{"slug": {slug}})
}

// signingKey is any that is available, as the guide says.
func (p *Provider) signingKey(ctx context.Context) (string, error) {
	return p.first(ctx, "find a signing key", "/crypto/certificatekeypairs/",
		url.Values{"has_key": {"true"}, "ordering": {"name"}})
}

// first is the UUID of the first object that a query finds.
func (p *Provider) first(ctx context.Context, asked, path string, query url.Values) (string, error) {
	found, err := list[object](ctx, p, asked, path, query)
	if err != nil {
		return "", err
	}
	if len(found) == 0 || found[0].PK == "" {
		return "", fmt.Errorf("authentik was asked to %s and has none", asked)
	}
	return found[0].PK, nil
}

const scopesPath = "/propertymappings/provider/scope/"

// mappings are authentik's own for the scopes, which the form selects for
// openid, email and profile, and the one that tells claims of single people.
func (p *Provider) mappings(ctx context.Context, scopes []string) ([]string, error) {
	if len(scopes) == 0 {
		scopes = []string{"openid", "email", "profile"}
	}
	found, err := list[object](ctx, p, "list the scope mappings", scopesPath, url.Values{})
	if err != nil {
		return nil, err
	}
	var chosen []string
	for _, scope := range scopes {
		managed := "goauthentik.io/providers/oauth2/scope-" + scope // blueprints/system/providers-oauth2.yaml
		i := slices.IndexFunc(found, func(o object) bool { return o.Managed == managed })
		if i < 0 {
			return nil, fmt.Errorf("authentik has no scope mapping of its own for the scope %q", scope)
		}
		chosen = append(chosen, found[i].PK)
	}
	own, err := p.claimsMapping(ctx)
	return append(chosen, own), err
}

// claimsMapping makes the mapping that tells what Put has kept in a person's
// attributes, unless it is there already. It tells nothing of anybody else, so
// the guide's defaults stay. It belongs to the scope profile, because claims are
// merged in the order of scope names (providers/oauth2/views/userinfo.py): so it
// comes after the mapping of email, and its claims win.
func (p *Provider) claimsMapping(ctx context.Context) (string, error) {
	const name = "gonogo: claims of single people"
	return p.unique(ctx, "scope mapping", name, scopesPath, map[string]any{
		"name": name, "scope_name": "profile", "description": "",
		"expression": `return request.user.attributes.get("` + claimsAttribute + `", {})`,
	})
}

// unique finds an object by its name or makes it.
func (p *Provider) unique(ctx context.Context, kind, name, path string, body map[string]any) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	what := "the " + kind + " " + name
	found, err := list[object](ctx, p, "find "+what, path, url.Values{"name": {name}})
	if err != nil {
		return "", err
	}
	if i := slices.IndexFunc(found, func(o object) bool { return o.Name == name && o.PK != "" }); i >= 0 {
		return found[i].PK, nil
	}
	var made object
	r := rest.Request{Asked: "create " + what, Method: http.MethodPost, Path: path, Body: body, Accept: []int{http.StatusCreated}}
	if err := p.api.Call(ctx, r, &made); err != nil {
		return "", err
	}
	if made.PK == "" {
		return "", p.api.Unusable(r, "holds no id")
	}
	return made.PK, nil
}
