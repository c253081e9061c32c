package clavex_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/clavex"
	emulator "gonogo/internal/simulator/emulator/clavex"
	"gonogo/internal/simulator/emulator/op"
)

const callback = "https://chat.acme.eu/_oauth/clavex"

// world is an emulated Clavex that is reached over HTTP.
type world struct {
	emulator *emulator.Provider
	base     string // "http://127.0.0.1:40001/acme"
	http     *http.Client
}

func newWorld(t *testing.T, o op.Options) *world {
	t.Helper()
	w := &world{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.emulator.ServeHTTP(out, r)
	}))
	o.BaseURL = "http://" + server.Listener.Addr().String() + "/acme"
	var err error
	w.emulator, err = emulator.New(o)
	require.NoError(t, err)
	server.Start()
	w.base, w.http = o.BaseURL, server.Client()
	t.Cleanup(server.Close)
	return w
}

// administrated is the client under test, logged in by password.
func (w *world) administrated(t *testing.T) *clavex.Provider {
	t.Helper()
	admin := w.emulator.Administrator()
	p, err := clavex.New(clavex.Options{
		URL: w.base, AdminEmail: admin.Email, AdminPassword: admin.Password, HTTP: w.http,
	})
	require.NoError(t, err)
	return p
}

// registered is a world whose Clavex knows Rocket.Chat.
func registered(t *testing.T) (*world, *clavex.Provider, provider.Credentials) {
	t.Helper()
	w := newWorld(t, op.Options{})
	p := w.administrated(t)
	c, err := p.Register(t.Context(), registration())
	require.NoError(t, err)
	return w, p, c
}

func registration() provider.Registration {
	return provider.Registration{
		Name: "Rocket.Chat", ClientID: "rocketchat", RedirectURIs: []string{callback},
		Scopes: []string{"openid", "profile", "email"}, AuthMethod: "client_secret_post",
	}
}

func ada() provider.Person {
	return provider.Person{
		Login: "ada@acme.eu", Email: "ada@acme.eu", Password: "first password",
		Name: "Ada Lovelace", GivenName: "Ada", FamilyName: "Lovelace",
	}
}

// logIn answers the login form and returns where that leads, and the text of
// the page if it leads nowhere.
func (w *world) logIn(t *testing.T, person provider.Person) (*url.URL, string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	browser := &http.Client{Transport: w.http.Transport, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	form := get(t, browser, w.base+"/authorize?"+url.Values{
		"client_id": {"rocketchat"}, "redirect_uri": {callback}, "response_type": {"code"},
		"scope": {"openid profile email"}, "state": {"longenough"},
	}.Encode())
	found := regexp.MustCompile(`name="login_session_id" value="([^"]+)"`).FindStringSubmatch(form)
	require.Len(t, found, 2, form)
	response, err := browser.PostForm(w.base+"/authorize", url.Values{
		"login_session_id": {found[1]}, "email": {person.Login}, "password": {person.Password},
	})
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	page, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	leads, err := response.Location()
	if err != nil {
		return nil, string(page)
	}
	return leads, ""
}

// claims logs somebody in as Rocket.Chat would and returns the userinfo.
func (w *world) claims(t *testing.T, c provider.Credentials, person provider.Person) map[string]any {
	t.Helper()
	leads, page := w.logIn(t, person)
	require.NotNil(t, leads, page)
	form := url.Values{
		"grant_type": {"authorization_code"}, "code": {leads.Query().Get("code")}, "redirect_uri": {callback},
		"client_id": {c.ClientID}, "client_secret": {c.ClientSecret},
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.base+"/token", strings.NewReader(form.Encode()))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	tokens := w.ask(t, request)
	request, err = http.NewRequestWithContext(t.Context(), http.MethodGet, w.base+"/userinfo", nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", fmt.Sprint("Bearer ", tokens["access_token"]))
	claims := w.ask(t, request)
	delete(claims, "updated_at")
	return claims
}

// ask sends a request whose answer is a JSON document.
func (w *world) ask(t *testing.T, request *http.Request) map[string]any {
	t.Helper()
	response, err := w.http.Do(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	require.Equal(t, http.StatusOK, response.StatusCode)
	var document map[string]any
	require.NoError(t, json.NewDecoder(response.Body).Decode(&document))
	return document
}

func get(t *testing.T, client *http.Client, address string) string {
	t.Helper()
	response, err := client.Get(address)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	var page strings.Builder
	_, err = io.Copy(&page, response.Body)
	require.NoError(t, err)
	return page.String()
}
