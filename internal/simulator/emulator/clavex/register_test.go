package clavex

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

func newProvider(t *testing.T) *Provider {
	t.Helper()
	p, err := New(op.Options{BaseURL: "https://id.acme.eu/acme"})
	require.NoError(t, err)
	return p
}

// post sends a document to the registration as somebody with a token.
func post(t *testing.T, p *Provider, path, contentType, token string, document map[string]any) (int, string) {
	t.Helper()
	body, err := json.Marshal(document)
	require.NoError(t, err)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://id.acme.eu"+path, bytes.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer "+token)
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	response, err := op.Local(p).Do(r)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(answer)
}

// providers: Clavex, "Registering the client as the guide's curl does".
func TestRegisteringStepByStep(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	token, org, err := p.logInAsAdmin(t.Context())
	require.NoError(t, err)
	guide := map[string]any{
		"client_id": "rocketchat", "client_name": "Rocket.Chat",
		"grant_types":   []string{"authorization_code", "refresh_token"},
		"redirect_uris": []string{"https://chat.acme.eu/_oauth/clavex"},
		"scopes":        []string{"openid", "profile", "email"}, "token_endpoint_auth_method": "client_secret_post",
	}
	slug, uuid := "/api/v1/organizations/acme/clients", "/api/v1/organizations/"+org+"/clients"

	status, body := post(t, p, slug, "application/json", token, guide)
	assert.Equal(t, http.StatusBadRequest, status)
	assert.Contains(t, body, "org_id must be a valid UUID")

	status, _ = post(t, p, uuid, "", token, guide)
	assert.Equal(t, http.StatusUnprocessableEntity, status, "no JSON content type")

	status, body = post(t, p, uuid, "application/json", token, guide)
	assert.Equal(t, http.StatusUnprocessableEntity, status)
	assert.Contains(t, body, "'Name' failed on the 'required'")

	guide["name"] = guide["client_name"]
	status, body = post(t, p, uuid, "application/json", token, guide)
	assert.Equal(t, http.StatusCreated, status)
	assert.Contains(t, body, `"token_endpoint_auth_method":"client_secret_basic"`)
	assert.Contains(t, body, `"client_secret":"`)

	status, _ = post(t, p, uuid, "application/json", token, guide)
	assert.Equal(t, http.StatusInternalServerError, status, "the second time")

	guide["client_id"] = "rocket-chat"
	status, body = post(t, p, uuid, "application/json", token, guide)
	assert.Equal(t, http.StatusUnprocessableEntity, status)
	assert.Contains(t, body, "alphanumunicode")

	status, _ = post(t, p, uuid, "application/json", "stolen", guide)
	assert.Equal(t, http.StatusUnauthorized, status)
}

// providers: Clavex, "appear only after they were set with PUT …/attributes".
func TestAttributesGiveAUserName(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	require.NoError(t, p.Put(t.Context(), provider.Person{Login: "bob@acme.eu", Password: "pw"}))
	bob, _ := p.People.Find("bob@acme.eu")
	token, org, err := p.logInAsAdmin(t.Context())
	require.NoError(t, err)
	attributes := "https://id.acme.eu/api/v1/organizations/" + org + "/users/"
	set := map[string]any{"preferred_username": "bob", "locale": "en"}
	require.NoError(t, p.call(t.Context(), http.MethodPut, attributes+bob.Subject+"/attributes", token, set, http.StatusOK, nil))
	require.ErrorContains(t,
		p.call(t.Context(), http.MethodPut, attributes+op.RandomUUID()+"/attributes", token, set, http.StatusOK, nil), "404")

	bob, _ = p.People.Find("bob@acme.eu")
	claims := p.claims(op.Grant{Person: bob})
	assert.Equal(t, "bob", claims["preferred_username"])
	assert.Equal(t, "en", claims["locale"])
	assert.NotContains(t, claims, "picture")
}
