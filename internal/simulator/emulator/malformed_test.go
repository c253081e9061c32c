package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/emulator"
)

// Malformed requests get an answer: never a panic (which would close the
// connection), never a redirect to the callback.
func TestMalformedRequestsAreAnswered(t *testing.T) {
	t.Parallel()
	bodies := []string{"", "%zz", "a=%", "grant_type=authorization_code", "{", `{"uid_field":1}`, strings.Repeat("a", 1<<17)}
	types := []string{"", "application/x-www-form-urlencoded", "multipart/form-data", "application/json"}
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		for _, path := range append(extraPaths(u), u.path+u.authorize, u.path+u.token, u.path+u.userinfo) {
			for _, body := range bodies {
				for _, kind := range types {
					r, err := http.NewRequest(http.MethodPost, s.host+path, strings.NewReader(body))
					require.NoError(t, err)
					r.Header.Set("Content-Type", kind)
					r.Header.Set("Authorization", "Basic !")
					a := call(t, r)
					assert.NotContains(t, a.header.Get("Location"), redirectURI)
					assert.NotEqual(t, http.StatusInternalServerError, a.status, "%s %q %q", path, kind, body)
				}
			}
		}
		for _, query := range []string{"?%zz", "?client_id=%00", "?a;b", "?client_id=" + s.credentials.ClientID} {
			assert.GreaterOrEqual(t, call(t, raw(t, s.host, u.path+u.authorize+query)).status, http.StatusOK)
		}
	})
}

// raw is a request for an address that need not be well-formed.
func raw(t *testing.T, host, target string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, host, nil)
	require.NoError(t, err)
	path, query, _ := strings.Cut(target, "?")
	r.URL.Path, r.URL.RawQuery = path, query
	return r
}

// extraPaths are the other places that a form or a document goes to.
func extraPaths(u subject) []string {
	return map[string][]string{
		"authentik": {
			"/api/v3/flows/executor/default-authentication-flow/", u.path + "/rocket-chat/end-session/",
			"/api/v3/flows/executor/default-provider-authorization-explicit-consent/",
		},
		"clavex":     {"/api/v1/auth/login", "/api/v1/organizations/x/clients", u.path + "/logout"},
		"encvoy":     {"/api/interaction/x/auth", "/api/interaction/x/confirm", "/api/interaction/x/identifier"},
		"entra":      {u.path + "/login", u.path + "/Consent/Set", "/kmsi"},
		"miniorange": {u.path + "/login", u.path + "/idp/validateotp", u.path + "/rest/oauth/introspect", u.path + "/rest/oauth/revoke"},
	}[u.id]
}
