package rocketchat_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// newProvider is the smallest identity provider: it takes the code "good" and
// knows alice.
func newProvider(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /oauth/token", func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("code") != "good" || r.FormValue("client_secret") != "client-s3cret" {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"error":"invalid_grant"}`))
			return
		}
		_, _ = w.Write([]byte(`{"access_token":"at-alice","expires_in":3600}`))
	})
	mux.HandleFunc("GET /me", func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("access_token") != "at-alice" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(`{"sub":"sub-alice","preferred_username":"alice","name":"Alice Mock","email":"alice@acme.test"}`))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// configure writes the settings of the service clavex and waits until the last
// one is live; those before it are then live too, the secret among them.
func (w *world) configure(admin session, provider string) {
	w.t.Helper()
	require.Equal(w.t, 200, w.post(admin, "/api/v1/settings.addCustomOAuth", map[string]any{"name": "clavex"}).status)
	for _, s := range []struct {
		suffix string
		value  any
	}{
		{"", true}, {"-url", provider}, {"-id", "rc"}, {"-secret", "client-s3cret"}, {"-username_field", "preferred_username"},
		{"-email_field", "email"}, {"-name_field", "name"}, {"-scope", "openid profile email"},
	} {
		r := w.post(admin, "/api/v1/settings/Accounts_OAuth_Custom-Clavex"+s.suffix, map[string]any{"value": s.value})
		require.Equal(w.t, 200, r.status, r.text)
	}
	require.Eventually(w.t, func() bool {
		return strings.Contains(w.get(session{}, "/api/v1/settings.oauth").text, `"scope":"openid profile email"`)
	}, 10*time.Second, 5*time.Millisecond)
}

// callback plays the browser that comes back from the provider and returns the
// credential secret (§7.6).
func (w *world) callback(token, code string) string {
	w.t.Helper()
	state, err := json.Marshal(map[string]any{"loginStyle": "popup", "credentialToken": token, "isCordova": false})
	require.NoError(w.t, err)
	query := url.Values{"code": {code}, "state": {base64.StdEncoding.EncodeToString(state)}, "only_credential_secret_for_test": {"1"}}
	r := w.get(session{}, "/_oauth/clavex?"+query.Encode())
	require.Equal(w.t, 200, r.status)
	return r.text
}

func TestHeadlessRecipe(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"3.18.2", "6.13.1", "7.1.0", "8.9.0"} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, version)
			w.configure(w.admin(), newProvider(t).URL)
			token := strings.Repeat("t", 43)
			pair := map[string]any{"credentialToken": token, "credentialSecret": w.callback(token, "good")}
			r := w.post(session{}, "/api/v1/login", map[string]any{"oauth": pair})
			require.Equal(t, 200, r.status, r.text)
			data := r.body["data"].(map[string]any)
			alice := session{id: data["userId"].(string), token: data["authToken"].(string)}

			me := w.get(alice, "/api/v1/me")
			require.Equal(t, "alice", me.body["username"])
			require.Equal(t, "alice@acme.test", me.body["email"])
			require.NotContains(t, me.text, "at-alice")
			var stored bson.M
			require.NoError(t, w.db.Collection("users").FindOne(t.Context(), bson.M{"services.clavex.id": "sub-alice"}).Decode(&stored))
			require.Equal(t, alice.id, stored["_id"])
			require.NotContains(t, strings.Join(w.Log(), "\n"), "client-s3cret")
		})
	}
}

func TestAnonymousConfigurationHasNoSecret(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	w.configure(w.admin(), newProvider(t).URL)
	for path, key := range map[string]string{"settings.oauth": "services", "service.configurations": "configurations"} {
		r := w.get(session{}, "/api/v1/"+path)
		require.Len(t, r.body[key], 1)
		require.NotContains(t, r.text, "client-s3cret")
	}
}

func TestAFailedExchangeBecomesARefusedLogin(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"6.13.1": `{"status":"error","error":500,"reason":"Internal server error","message":"Internal server error"}`,
		"7.1.0":  `{"status":"error","message":"remove +  is not available on the server. Please use removeAsync() instead."}`,
	}
	for version, want := range tests {
		w := newWorld(t, version)
		w.configure(w.admin(), newProvider(t).URL)
		token := strings.Repeat("f", 43)
		w.callback(token, "bad")
		r := w.post(session{}, "/api/v1/login", map[string]any{"oauth": map[string]any{"credentialToken": token, "credentialSecret": nil}})
		require.Equal(t, 401, r.status)
		require.JSONEq(t, want, r.text, version)
	}
}

func TestLoginByAccessToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	admin := w.admin()
	w.configure(admin, newProvider(t).URL)
	body := map[string]any{"serviceName": "clavex", "accessToken": "at-alice", "expiresIn": 3600}
	frame := w.method(session{}, "method.callAnon", "login", body)
	require.Equal(t, "clavex", frame["result"].(map[string]any)["type"], frame)
	r := w.post(session{}, "/api/v1/login", body)
	require.Equal(t, 200, r.status, r.text)

	require.Equal(t, 200, w.post(admin, "/api/v1/settings/Accounts_ManuallyApproveNewUsers", map[string]any{"value": true}).status)
	require.Equal(t, 200, w.post(session{}, "/api/v1/login", body).status, "the account is active already")
}
