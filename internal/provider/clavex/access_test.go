package clavex_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider/clavex"
	"gonogo/internal/simulator/emulator/op"
)

func TestAnAPIKeyFindsTheOrganization(t *testing.T) {
	t.Parallel()
	w := newWorld(t, op.Options{})
	p, err := clavex.New(clavex.Options{URL: w.base, APIKey: w.emulator.Administrator().APIKey, HTTP: w.http})
	require.NoError(t, err)
	c, err := p.Register(t.Context(), registration())
	require.NoError(t, err)
	require.NoError(t, p.Put(t.Context(), ada()))
	assert.Equal(t, "ada@acme.eu", w.claims(t, c, ada())["email"])
}

func TestAccessThatIsRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*clavex.Options)
		said   string
	}{
		"wrong password": {
			func(o *clavex.Options) { o.AdminPassword = "guessed wrong" },
			"Clavex was asked to log in as administrator admin@clavex.test and answered 401 Unauthorized: invalid credentials",
		},
		"wrong key": {
			func(o *clavex.Options) { o.APIKey = "guessed wrong" },
			"Clavex was asked to list the organizations and answered 401 Unauthorized: Unauthorized",
		},
		"administrator of another organization": {
			func(o *clavex.Options) { o.URL, o.AdminOrg = strings.TrimSuffix(o.URL, "acme")+"other", "acme" },
			"Clavex was asked to list the organizations and answered 403 Forbidden: superadmin access required",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, op.Options{})
			admin := w.emulator.Administrator()
			o := clavex.Options{URL: w.base, AdminEmail: admin.Email, AdminPassword: admin.Password, HTTP: w.http}
			test.change(&o)
			p, err := clavex.New(o)
			require.NoError(t, err)
			require.EqualError(t, p.Remove(t.Context(), "ada@acme.eu"), test.said)
		})
	}
}

func TestOptionsThatCannotWork(t *testing.T) {
	t.Parallel()
	for said, o := range map[string]clavex.Options{
		"has no organization":           {URL: "https://id.acme.eu/", APIKey: "k"},
		"needs an administrator's":      {URL: "https://id.acme.eu/acme", AdminEmail: "a@acme.eu"},
		"reading the address of Clavex": {URL: "https://id.acme.eu:x/acme", APIKey: "k"},
	} {
		_, err := clavex.New(o)
		require.ErrorContains(t, err, said)
	}
	assert.NotContains(t, clavex.Options{APIKey: "topsecret"}.GoString(), "topsecret")
}

// An organization that does not exist yet is created; only its slug is known.
func TestAMissingOrganizationIsCreated(t *testing.T) {
	t.Parallel()
	created := make(chan string, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/organizations", answer(http.StatusOK, `[{"id":"1","slug":"elsewhere"}]`))
	mux.HandleFunc("POST /api/v1/organizations", func(w http.ResponseWriter, r *http.Request) {
		created <- r.Header.Get("X-API-Key")
		answer(http.StatusCreated, `{"id":"7d0b","slug":"acme"}`)(w, r)
	})
	mux.HandleFunc("PUT /api/v1/organizations/7d0b/rate-limits", answer(http.StatusOK, `{}`))
	mux.HandleFunc("GET /api/v1/organizations/7d0b/users", answer(http.StatusOK, `{"items":[]}`))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	p, err := clavex.New(clavex.Options{URL: server.URL + "/acme", APIKey: "key"})
	require.NoError(t, err)
	require.NoError(t, p.Remove(t.Context(), "ada@acme.eu"))
	assert.Equal(t, "key", <-created)
}

// Nonsense from a proxy, or a broken Clavex, ends in one sentence without secrets.
func TestNonsenseIsToldInOneSentence(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		login, list http.HandlerFunc
		said        string
	}{
		"a page instead of the login": {
			login: func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				_, _ = w.Write([]byte("<html>Sign in to the proxy</html>"))
			},
			said: "the answer of Clavex, asked to log in as administrator admin@acme.eu, (text/html, 33 bytes) is not the JSON document",
		},
		"a login without a cookie": {login: answer(http.StatusOK, `{"org_id":"1","org_slug":"acme"}`), said: "sets no cookie clavex_admin"},
		"a login without the UUID": {login: loginAnswer(`{"expires_in":60,"org_slug":"acme"}`), said: `hold no UUID of the organization "acme"`},
		"a broken gateway": {
			login: answer(http.StatusBadGateway, `<html>`),
			said:  "answered 502 Bad Gateway: no description (application/json, 6 bytes)",
		},
		"truncated JSON":   {list: answer(http.StatusOK, `{"items":[{"id":"1"`), said: "unexpected end of JSON input"},
		"another document": {list: answer(http.StatusOK, `["items"]`), said: "is not the JSON document"},
		"an error inside": {
			list: answer(http.StatusInternalServerError, `{"error":"Internal Server Error","message":"token tokensecret of\nhunter2hunter2"}`),
			said: "answered 500 Internal Server Error: token (withheld) of (withheld)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mux := http.NewServeMux()
			if test.login == nil {
				test.login = loginAnswer(`{"expires_in":60,"org_id":"1","org_slug":"acme"}`)
			}
			if test.list == nil {
				test.list = answer(http.StatusOK, `{"items":[]}`)
			}
			mux.HandleFunc("POST /api/v1/auth/login", test.login)
			mux.HandleFunc("PUT /api/v1/organizations/1/rate-limits", answer(http.StatusOK, `{}`))
			mux.HandleFunc("GET /api/v1/organizations/1/users", test.list)
			server := httptest.NewServer(mux)
			t.Cleanup(server.Close)
			p, err := clavex.New(clavex.Options{
				URL: server.URL + "/acme", AdminEmail: "admin@acme.eu", AdminPassword: "hunter2hunter2",
			})
			require.NoError(t, err)
			err = p.Put(t.Context(), ada())
			require.ErrorContains(t, err, test.said)
			for _, secret := range []string{"hunter2hunter2", "tokensecret", ada().Password, "\n"} {
				assert.NotContains(t, err.Error(), secret)
			}
		})
	}
}

func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func loginAnswer(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "clavex_admin", Value: "tokensecret"})
		answer(http.StatusOK, body)(w, r)
	}
}
