package clavex

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// newClient is what the registration reads. "scopes", "client_name" and
// "token_endpoint_auth_method", which the guide sends, are not among them.
type newClient struct {
	ClientID     string   `json:"client_id"`
	Name         string   `json:"name"`
	RedirectURIs []string `json:"redirect_uris"`
	GrantTypes   []string `json:"grant_types"`
}

// invalid lists what the validator would say, in its words.
func (c newClient) invalid(alphanumeric *regexp.Regexp) string {
	var complaints []string
	complain := func(field, tag string) {
		complaints = append(complaints, complaint("createClientRequest", field, tag))
	}
	if c.ClientID != "" && !alphanumeric.MatchString(c.ClientID) {
		complain("ClientID", "alphanumunicode")
	}
	if c.Name == "" {
		complain("Name", "required")
	}
	if len(c.RedirectURIs) == 0 {
		complain("RedirectURIs", "required")
	}
	return strings.Join(complaints, "\n")
}

func (p *Provider) createClient(w http.ResponseWriter, r *http.Request) {
	var wanted newClient
	if !decode(w, r, &wanted) {
		return
	}
	if complaints := wanted.invalid(regexp.MustCompile(`^[\p{L}\p{N}]+$`)); complaints != "" {
		refuse(w, http.StatusUnprocessableEntity, complaints)
		return
	}
	wanted.ClientID = cmp.Or(wanted.ClientID, op.RandomText(24, op.Alphanumeric))
	if _, exists := p.Clients.Get(wanted.ClientID); exists {
		refuse(w, http.StatusInternalServerError, "internal server error") // the unique index speaks
		return
	}
	secret := op.RandomText(43, op.Alphanumeric)
	p.Clients.Put(op.Client{ID: wanted.ClientID, Name: wanted.Name, RedirectURIs: wanted.RedirectURIs}, secret)
	op.JSON(w, http.StatusCreated, map[string]any{
		"client": map[string]any{
			"client_id": wanted.ClientID, "name": wanted.Name, "redirect_uris": wanted.RedirectURIs,
			"grant_types": op.List(wanted.GrantTypes), "org_id": p.org.id, "is_active": true,
			"token_endpoint_auth_method": "client_secret_basic", // whatever was asked for
		},
		"client_secret": secret,
	})
}

func (p *Provider) deleteClient(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if _, exists := p.Clients.Get(id); !exists {
		refuse(w, http.StatusNotFound, "Not Found")
		return
	}
	p.Clients.Remove(id)
	w.WriteHeader(http.StatusNoContent)
}

// Register implements provider.Provider by the way that really works: an
// administrator's cookie as bearer token, the organization's UUID, and "name".
// An older registration is deleted first, because a second one answers 500.
func (p *Provider) Register(ctx context.Context, r provider.Registration) (provider.Credentials, error) {
	none := provider.Credentials{}
	token, org, err := p.logInAsAdmin(ctx)
	if err != nil {
		return none, err
	}
	clients := p.HostURL("/api/v1/organizations/" + org + "/clients")
	if _, exists := p.Clients.Get(r.ClientID); exists {
		if err := p.call(ctx, http.MethodDelete, clients+"/"+r.ClientID, token, nil, http.StatusNoContent, nil); err != nil {
			return none, fmt.Errorf("deleting the older registration: %w", err)
		}
	}
	var created struct {
		Client struct {
			ClientID string `json:"client_id"`
		} `json:"client"`
		Secret string `json:"client_secret"`
	}
	wanted := newClient{
		ClientID: r.ClientID, Name: cmp.Or(r.Name, "Rocket.Chat"), RedirectURIs: r.RedirectURIs,
		GrantTypes: []string{"authorization_code", "refresh_token"},
	}
	if err := p.call(ctx, http.MethodPost, clients, token, wanted, http.StatusCreated, &created); err != nil {
		return none, fmt.Errorf("registering the client: %w", err)
	}
	return provider.Credentials{ClientID: created.Client.ClientID, ClientSecret: created.Secret}, nil
}

func (p *Provider) logInAsAdmin(ctx context.Context) (token, org string, err error) {
	login := map[string]string{"org_slug": p.org.slug, "email": p.admin.email, "password": p.admin.password}
	response, err := p.send(ctx, http.MethodPost, p.HostURL("/api/v1/auth/login"), "", login)
	if err != nil {
		return "", "", fmt.Errorf("logging in as administrator: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		OrgID string `json:"org_id"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", "", fmt.Errorf("reading the administrator's login: %w", err)
	}
	for _, cookie := range response.Cookies() {
		if cookie.Name == adminCookie {
			return cookie.Value, answer.OrgID, nil
		}
	}
	return "", "", errors.New("logging in as administrator: no cookie " + adminCookie)
}

// call sends a document and decodes the answer, which must have the status.
func (p *Provider) call(ctx context.Context, method, url, token string, document any, status int, into any) error {
	response, err := p.send(ctx, method, url, token, document)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != status {
		var refused struct {
			Message string `json:"message"`
		}
		_ = json.NewDecoder(response.Body).Decode(&refused) // the status says enough
		return fmt.Errorf("the answer was %d: %s", response.StatusCode, refused.Message)
	}
	if into == nil {
		return nil
	}
	return json.NewDecoder(response.Body).Decode(into)
}

func (p *Provider) send(ctx context.Context, method, url, token string, document any) (*http.Response, error) {
	var body bytes.Buffer
	if document != nil {
		if err := json.NewEncoder(&body).Encode(document); err != nil {
			return nil, fmt.Errorf("encoding a document: %w", err)
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, url, &body)
	if err != nil {
		return nil, fmt.Errorf("building a request: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return op.Local(p).Do(request)
}
