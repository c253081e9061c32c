package control_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/control"
)

const token = "open sesame"

// recorder is an emulator that remembers what it was told.
type recorder struct {
	registration provider.Registration
	person       provider.Person
	removed      string
	seen         []provider.Request
	err          error
}

func (r *recorder) ID() string { return "clavex" }

func (r *recorder) Register(_ context.Context, registration provider.Registration) (provider.Credentials, error) {
	r.registration = registration
	return provider.Credentials{ClientID: "rocket", ClientSecret: "s3cret"}, r.err
}

func (r *recorder) Put(_ context.Context, p provider.Person) error { r.person = p; return r.err }

func (r *recorder) Remove(_ context.Context, login string) error { r.removed = login; return r.err }

func (r *recorder) Requests() []provider.Request { return r.seen }

func (r *recorder) SecondFactor(login string) (string, bool) { return "ABC" + login, login == "ann" }

func (r *recorder) Ready(context.Context) error { return r.err }

// serve opens the control API of an emulator and a client of it.
func serve(t *testing.T, e control.Emulator) (*httptest.Server, *control.Client) {
	t.Helper()
	server := httptest.NewServer(control.Handler(e, token))
	t.Cleanup(server.Close)
	return server, control.New(control.Options{ID: "clavex", URL: server.URL + "/", Token: token, HTTP: server.Client()})
}

func TestEverythingArrivesAsItWasSent(t *testing.T) {
	t.Parallel()
	verified := false
	person := provider.Person{
		Login: "ann+1/2&x@acme.eu", Password: "p", Subject: "sub", Email: "ann@acme.eu", EmailVerified: &verified,
		Name: "Änn <Acme>", GivenName: "Änn", FamilyName: "Acme", Username: "ann", Nickname: "A", Picture: "data:,x",
		Groups: []string{}, Roles: []string{"admin"}, PublicProfile: true,
		Claims: map[string]any{"removed": nil, "text": "t", "list": []any{"a", nil}, "flag": true},
	}
	registration := provider.Registration{
		Name: "Rocket.Chat", ClientID: "rocket", RedirectURIs: []string{"https://chat.acme.eu/_oauth/clavex?close"},
		Scopes: []string{"openid"}, AuthMethod: "client_secret_post",
	}
	e := &recorder{seen: []provider.Request{{
		Endpoint: "token", Method: "POST", Path: "/acme/token", ClientAuth: "post", Bearer: "none",
		Parameters: []string{"code"}, ClientID: "rocket", RedirectURI: "https://x", Scope: "openid", Status: 200,
	}}}
	_, c := serve(t, e)

	require.NoError(t, c.Ready(t.Context()))
	credentials, err := c.Register(t.Context(), registration)
	require.NoError(t, err)
	assert.Equal(t, provider.Credentials{ClientID: "rocket", ClientSecret: "s3cret"}, credentials)
	assert.Empty(t, cmp.Diff(registration, e.registration))
	require.NoError(t, c.Put(t.Context(), person))
	assert.Empty(t, cmp.Diff(person, e.person))
	require.NoError(t, c.Put(t.Context(), provider.Person{Login: "bob"}))
	assert.Empty(t, cmp.Diff(provider.Person{Login: "bob"}, e.person), "nil stays nil")
	require.NoError(t, c.Remove(t.Context(), person.Login))
	assert.Equal(t, person.Login, e.removed)
	assert.Empty(t, cmp.Diff(e.seen, c.Requests()))
	secret, asked := c.SecondFactor("ann")
	assert.Equal(t, "ABCann", secret)
	assert.True(t, asked)
	_, asked = c.SecondFactor("bob")
	assert.False(t, asked)
	assert.NoError(t, c.Err())
}

func TestNumbersKeepTheirDigits(t *testing.T) {
	t.Parallel()
	e := &recorder{}
	_, c := serve(t, e)
	require.NoError(t, c.Put(t.Context(), provider.Person{Login: "ann", Claims: map[string]any{"n": int64(9007199254740993)}}))
	assert.Equal(t, "9007199254740993", fmt.Sprint(e.person.Claims["n"]))
}

func TestWhatTheEmulatorRefusesIsTold(t *testing.T) {
	t.Parallel()
	e := &recorder{err: errors.New("a person without a login cannot be kept")}
	_, c := serve(t, e)
	assert.EqualError(t, c.Put(t.Context(), provider.Person{Name: "Ann"}),
		"putting  into the emulated clavex: a person without a login cannot be kept (422)")
	assert.EqualError(t, c.Remove(t.Context(), "ann"), "removing ann from the emulated clavex: a person without a login cannot be kept (422)")
	credentials, err := c.Register(t.Context(), provider.Registration{Name: "Rocket.Chat"})
	assert.ErrorContains(t, err, "registering Rocket.Chat at the emulated clavex: ")
	assert.Zero(t, credentials)
	assert.ErrorContains(t, c.Ready(t.Context()), "the emulated clavex does not answer yet: a person")
}

func TestRefusalsAreOneSentence(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, &recorder{})
	large := `{"Login":"` + strings.Repeat("x", 1<<20) + `"}`
	tests := map[string]struct {
		method, path, token, kind, body string
		status                          int
		want                            string
	}{
		"no token": {method: "GET", path: "/ready", status: 401,
			want: "the control API asks for its token: Authorization: Bearer …"},
		"wrong token": {method: "GET", path: "/ready", token: "Bearer open sesamE", status: 401,
			want: "the control API asks for its token: Authorization: Bearer …"},
		"wrong scheme": {method: "GET", path: "/ready", token: "Basic " + token, status: 401,
			want: "the control API asks for its token: Authorization: Bearer …"},
		"wrong path": {method: "GET", path: "/person", token: "Bearer " + token, status: 404,
			want: "the control API has no path /person; it has /fault, /people, /ready, /registration, /requests, /second-factor"},
		"wrong method": {method: "POST", path: "/people", token: "Bearer " + token, status: 405,
			want: "/people takes DELETE, PUT, not POST"},
		"nobody named": {method: "DELETE", path: "/people", token: "Bearer " + token, status: 400,
			want: "DELETE /people needs the query parameter login"},
		"form": {method: "PUT", path: "/people", token: "Bearer " + token, kind: "application/x-www-form-urlencoded", body: "Login=x", status: 415,
			want: "/people takes application/json"},
		"no document": {method: "PUT", path: "/people", token: "Bearer " + token, kind: "application/json", status: 400,
			want: "/people takes one JSON document: EOF"},
		"wrong kind": {method: "PUT", path: "/people", token: "Bearer " + token, kind: "application/json", body: `{"Password":{"p":"hidden"}}`, status: 400,
			want: "/people takes one JSON document: field Password must be a string"},
		"unknown field": {method: "PUT", path: "/people", token: "Bearer " + token, kind: "application/json; charset=utf-8", body: `{"Shoe":46}`, status: 400,
			want: `/people takes one JSON document: json: unknown field "Shoe"`},
		"two documents": {method: "PUT", path: "/people", token: "Bearer " + token, kind: "application/json", body: `{}{}`, status: 400,
			want: "/people takes one JSON document: there is more after it"},
		"too large": {method: "PUT", path: "/people", token: "Bearer " + token, kind: "application/json", body: large, status: 413,
			want: "/people takes documents of at most 1048576 bytes"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := http.NewRequestWithContext(t.Context(), tt.method, server.URL+tt.path, strings.NewReader(tt.body))
			require.NoError(t, err)
			r.Header.Set("Authorization", tt.token)
			r.Header.Set("Content-Type", tt.kind)
			response, err := server.Client().Do(r)
			require.NoError(t, err)
			defer func() { _ = response.Body.Close() }()
			body, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			assert.Equal(t, tt.status, response.StatusCode)
			assert.JSONEq(t, fmt.Sprintf(`{"error":%q}`, tt.want), string(body))
		})
	}
}

func TestNobodyEntersWithoutAToken(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(control.Handler(&recorder{}, ""))
	t.Cleanup(server.Close)
	c := control.New(control.Options{ID: "clavex", URL: server.URL, HTTP: server.Client()})
	assert.ErrorContains(t, c.Ready(t.Context()), "the control API asks for its token")
}

func TestAnotherProviderIsNotTakenForIt(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, &recorder{})
	c := control.New(control.Options{ID: "entra", URL: server.URL, Token: token, HTTP: server.Client()})
	assert.EqualError(t, c.Ready(t.Context()), server.URL+` is the control API of "clavex", not of "entra"`)
}

func TestUnreachableEmulatorLeavesTheLastKnownRequests(t *testing.T) {
	t.Parallel()
	e := &recorder{seen: []provider.Request{{Endpoint: "authorize"}}}
	server, c := serve(t, e)
	require.Len(t, c.Requests(), 1)
	c.Requests()[0].Endpoint = "changed"
	server.Close()
	assert.Equal(t, []provider.Request{{Endpoint: "authorize"}}, c.Requests())
	assert.ErrorContains(t, c.Err(), "looking into the emulated clavex: ")
	assert.NotContains(t, c.Err().Error(), token)
	_, asked := c.SecondFactor("ann")
	assert.False(t, asked)
	assert.Error(t, c.Put(t.Context(), provider.Person{Login: "ann"}))
}

func TestNonsenseIsNotTakenForAnAnswer(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		status int
		body   string
		want   string
	}{
		"bad gateway":   {502, "<html>secret page</html>", "the control API answered 502 Bad Gateway, which is not one of its own answers"},
		"empty refusal": {400, "{}", "the control API answered 400 Bad Request, which is not one of its own answers"},
		"page":          {200, "<html>", "reading the control API's answer: invalid character '<' looking for beginning of value"},
		"other answer":  {200, `{"status":"up"}`, `reading the control API's answer: json: unknown field "status"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}))
			t.Cleanup(server.Close)
			c := control.New(control.Options{ID: "clavex", URL: server.URL, Token: token, HTTP: server.Client()})
			assert.EqualError(t, c.Ready(t.Context()), "asking whether the emulated clavex is ready: "+tt.want)
		})
	}
}

func TestTheTokenIsNotPrinted(t *testing.T) {
	t.Parallel()
	o := control.Options{ID: "clavex", URL: "http://127.0.0.1:1", Token: token}
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		assert.NotContains(t, fmt.Sprintf(format, o), token)
		assert.NotContains(t, fmt.Sprintf(format, control.New(o)), token)
	}
}
