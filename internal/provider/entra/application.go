package entra

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"gonogo/internal/provider"
)

// application is an app registration, as far as it matters here (Graph v1.0,
// application resource type).
type application struct {
	ID          string   `json:"id"`    // of the object
	AppID       string   `json:"appId"` // the guide's "Application (client) ID"
	DisplayName string   `json:"displayName"`
	Tags        []string `json:"tags"`
	Passwords   []struct {
		KeyID string `json:"keyId"`
	} `json:"passwordCredentials"`
}

// applicationFields are the properties of an application that are read.
const applicationFields = "id,appId,displayName,tags,passwordCredentials"

// registration is what the guide sets: a name and the redirect URI. It asks for
// no optional claims, so none are set, and tokens are of version 1 by default.
type registration struct {
	DisplayName    string   `json:"displayName"`
	SignInAudience string   `json:"signInAudience"`
	Tags           []string `json:"tags"`
	Web            struct {
		RedirectURIs []string `json:"redirectUris"`
	} `json:"web"`
}

// Register implements provider.Provider: it creates the app registration, or
// changes the one of the same name that carries the mark, and gives it a new
// client secret that lasts a day; secrets that it had end. Redirect URIs must
// be https or http://localhost, which Microsoft checks.
func (p *Provider) Register(ctx context.Context, r provider.Registration) (provider.Credentials, error) {
	if r.ClientID != "" {
		return provider.Credentials{}, errors.New(
			"the application (client) id is chosen by Microsoft Entra ID; leave the client id of the registration empty")
	}
	if r.Name == "" {
		return provider.Credentials{}, errors.New("an app registration needs a name")
	}
	c, err := p.register(ctx, r)
	if err != nil {
		return provider.Credentials{}, fmt.Errorf("registering the app %s: %w", r.Name, permitted(err, "Application.ReadWrite.OwnedBy"))
	}
	return c, nil
}

func (p *Provider) register(ctx context.Context, r provider.Registration) (provider.Credentials, error) {
	app, err := p.application(ctx, r)
	if err != nil {
		return provider.Credentials{}, err
	}
	principal, err := p.principal(ctx, app)
	if err != nil {
		return provider.Credentials{}, err
	}
	if p.options.Consent {
		if err := p.consent(ctx, principal, r.Scopes); err != nil {
			return provider.Credentials{}, err
		}
	}
	secret, err := p.secret(ctx, app)
	if err != nil {
		return provider.Credentials{}, err
	}
	return provider.Credentials{ClientID: app.AppID, ClientSecret: secret}, p.endSecrets(ctx, app)
}

// application creates the app or changes the one that exists.
func (p *Provider) application(ctx context.Context, r provider.Registration) (application, error) {
	wanted := registration{DisplayName: r.Name, SignInAudience: "AzureADMyOrg", Tags: []string{Mark}}
	wanted.Web.RedirectURIs = slices.Clone(r.RedirectURIs)
	apps, err := list[application](ctx, p.graph, query{path: "/applications", filter: "displayName eq " + quote(r.Name), fields: applicationFields})
	if err != nil {
		return application{}, err
	}
	for _, app := range apps {
		if app.DisplayName == r.Name && slices.Contains(app.Tags, Mark) {
			return app, p.graph.call(ctx, http.MethodPatch, "/applications/"+url.PathEscape(app.ID), wanted, nil)
		}
	}
	var app application
	if err := p.graph.call(ctx, http.MethodPost, "/applications", wanted, &app); err != nil {
		return application{}, err
	}
	if app.ID == "" || app.AppID == "" {
		return application{}, errors.New("the new app has no ids in the answer of Microsoft Graph")
	}
	return app, nil
}

// secretLife bounds what a secret is worth that somebody forgot to sweep.
const secretLife = 24 * time.Hour

// secret adds a client secret; its text is told this once.
func (p *Provider) secret(ctx context.Context, app application) (string, error) {
	var wanted struct {
		Password struct {
			DisplayName string    `json:"displayName"`
			End         time.Time `json:"endDateTime"`
		} `json:"passwordCredential"`
	}
	wanted.Password.DisplayName = Mark
	wanted.Password.End = p.options.Now().Add(secretLife).UTC().Truncate(time.Second)
	var made struct {
		SecretText string `json:"secretText"`
	}
	err := p.graph.settle(ctx, missing, func() error {
		return p.graph.call(ctx, http.MethodPost, "/applications/"+url.PathEscape(app.ID)+"/addPassword", wanted, &made)
	})
	if err != nil {
		return "", fmt.Errorf("adding a client secret: %w", err)
	}
	if made.SecretText == "" {
		return "", errors.New("the new client secret is not in the answer of Microsoft Graph")
	}
	p.graph.secrets.Add(made.SecretText)
	return made.SecretText, nil
}

// endSecrets removes the secrets that the app had before.
func (p *Provider) endSecrets(ctx context.Context, app application) error {
	for _, old := range app.Passwords {
		path := "/applications/" + url.PathEscape(app.ID) + "/removePassword"
		if err := p.graph.call(ctx, http.MethodPost, path, map[string]string{"keyId": old.KeyID}, nil); err != nil && !missing(err) {
			return fmt.Errorf("ending an old client secret: %w", err)
		}
	}
	return nil
}

// Unregister implements provider.Unregisterer: it deletes the app with this
// application (client) id, and with it its service principal and grants. An app
// without the mark is an error.
func (p *Provider) Unregister(ctx context.Context, clientID string) error {
	var app application
	path := "/applications(appId=" + url.PathEscape(quote(clientID)) + ")?$select=" + applicationFields
	err := p.graph.call(ctx, http.MethodGet, path, nil, &app)
	switch {
	case missing(err):
		return nil
	case err == nil && !slices.Contains(app.Tags, Mark):
		err = errors.New("gonogo has not made it; nothing was changed")
	case err == nil:
		err = p.remove(ctx, "/applications/", app.ID)
	}
	if err != nil {
		return fmt.Errorf("removing the app %s: %w", clientID, permitted(err, "Application.ReadWrite.OwnedBy"))
	}
	return nil
}

// quote writes a text as OData does: quotes inside are doubled.
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
