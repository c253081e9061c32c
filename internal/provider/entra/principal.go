package entra

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// object is anything in the directory of which only the id is needed.
type object struct {
	ID string `json:"id"`
}

// graphAppID is the well-known app id of Microsoft Graph, in every tenant.
const graphAppID = "00000003-0000-0000-c000-000000000000"

// principal returns the id of the app's service principal, which is what people
// of the tenant log in to; the portal creates it together with the app, Graph
// does not.
func (p *Provider) principal(ctx context.Context, app application) (string, error) {
	found, err := p.principalOf(ctx, app.AppID)
	if err == nil || !missing(err) {
		return found, err
	}
	wanted := struct {
		AppID string   `json:"appId"`
		Tags  []string `json:"tags"`
	}{app.AppID, []string{Mark}}
	var made object
	err = p.graph.settle(ctx, unknownApp, func() error {
		return p.graph.call(ctx, http.MethodPost, "/servicePrincipals", wanted, &made)
	})
	if err != nil {
		return "", fmt.Errorf("creating its service principal: %w", err)
	}
	if made.ID == "" {
		return "", errors.New("the new service principal has no id in the answer of Microsoft Graph")
	}
	return made.ID, nil
}

func (p *Provider) principalOf(ctx context.Context, appID string) (string, error) {
	var found object
	path := "/servicePrincipals(appId=" + url.PathEscape(quote(appID)) + ")?$select=id"
	if err := p.graph.call(ctx, http.MethodGet, path, nil, &found); err != nil {
		return "", err
	}
	if found.ID == "" {
		return "", errors.New("the service principal has no id in the answer of Microsoft Graph")
	}
	return found.ID, nil
}

// grant is a delegated permission grant (Graph v1.0, oAuth2PermissionGrant).
type grant struct {
	ID          string `json:"id,omitempty"`
	ClientID    string `json:"clientId"`
	ConsentType string `json:"consentType"`
	ResourceID  string `json:"resourceId"`
	Scope       string `json:"scope"`
}

// everybody is the consent type of a grant for the whole tenant.
const everybody = "AllPrincipals"

// consent grants on behalf of everybody what a login asks for. Assumption: the
// v1 endpoints ask for no more than User.Read ("Sign you in and read your
// profile") beside the scopes of the registration.
func (p *Provider) consent(ctx context.Context, principal string, scopes []string) error {
	resource, err := p.principalOf(ctx, graphAppID)
	if err != nil {
		return fmt.Errorf("finding Microsoft Graph in the tenant: %w", permitted(err, "Application.Read.All"))
	}
	all := append([]string{"openid", "User.Read"}, scopes...)
	slices.Sort(all)
	wanted := grant{
		ClientID: principal, ConsentType: everybody, ResourceID: resource,
		Scope: strings.Join(slices.Compact(all), " "),
	}
	if err := p.grant(ctx, wanted); err != nil {
		return fmt.Errorf("consenting for everybody: %w", permitted(err, "DelegatedPermissionGrant.ReadWrite.All"))
	}
	return nil
}

func (p *Provider) grant(ctx context.Context, wanted grant) error {
	given, err := list[grant](ctx, p.graph, query{
		path: "/oauth2PermissionGrants", filter: "clientId eq " + quote(wanted.ClientID),
		fields: "id,clientId,consentType,resourceId,scope",
	})
	if err != nil {
		return err
	}
	for _, g := range given {
		if g.ClientID == wanted.ClientID && g.ResourceID == wanted.ResourceID && g.ConsentType == everybody {
			path := "/oauth2PermissionGrants/" + url.PathEscape(g.ID)
			return p.graph.call(ctx, http.MethodPatch, path, map[string]string{"scope": wanted.Scope}, nil)
		}
	}
	// The client was made a moment ago and may not be known everywhere.
	return p.graph.settle(ctx, missing, func() error {
		return p.graph.call(ctx, http.MethodPost, "/oauth2PermissionGrants", wanted, nil)
	})
}
