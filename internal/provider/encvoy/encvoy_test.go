package encvoy_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/encvoy"
)

func registration() provider.Registration {
	return provider.Registration{
		Name: "Rocket.Chat", RedirectURIs: []string{"https://chat.acme.eu/_oauth/encvoy"}, AuthMethod: "client_secret_basic",
	}
}

func ada() provider.Person {
	return provider.Person{
		Login: "ada@people.example", Email: "ada@people.example", Password: "first password", Username: "ada",
		Name: "Ada Lovelace", GivenName: "Ada", FamilyName: "Lovelace", Picture: "https://acme.eu/ada.png", PublicProfile: true,
	}
}

func TestRegisteringAgainReplacesOnlyWhatWasRegistered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.applications["by hand"] = map[string]any{"name": "Rocket.Chat"}
	p := w.administrated()
	first, err := p.Register(t.Context(), registration())
	require.NoError(t, err)
	second, err := p.Register(t.Context(), registration())
	require.NoError(t, err)
	assert.NotEqual(t, first.ClientID, second.ClientID)
	assert.Equal(t, "secret of "+second.ClientID, second.ClientSecret)
	assert.Equal(t, map[string]map[string]any{
		"by hand": {"name": "Rocket.Chat"},
		second.ClientID: {
			"name": "Rocket.Chat", "domain": "https://chat.acme.eu", "redirect_uris": []any{"https://chat.acme.eu/_oauth/encvoy"},
			"grant_types": []any{"authorization_code", "refresh_token"}, "token_endpoint_auth_method": "client_secret_basic",
		},
	}, w.applications)
	require.NoError(t, p.Unregister(t.Context(), second.ClientID))
	require.NoError(t, p.Unregister(t.Context(), second.ClientID), "an unknown one is no error")
	assert.Len(t, w.applications, 1)
}

func TestRegistrationsThatCannotWork(t *testing.T) {
	t.Parallel()
	p := newWorld(t).administrated()
	for said, change := range map[string]func(*provider.Registration){
		"chooses it itself":    func(r *provider.Registration) { r.ClientID = "rocketchat" },
		"needs a redirect URI": func(r *provider.Registration) { r.RedirectURIs = nil },
	} {
		r := registration()
		change(&r)
		_, err := p.Register(t.Context(), r)
		require.ErrorContains(t, err, said)
	}
}

func TestAPersonHasWhatWasPut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.administrated()
	require.NoError(t, p.Put(t.Context(), ada()))
	assert.Equal(t, account{
		"login": "ada", "email": "ada@people.example", "given_name": "Ada", "family_name": "Lovelace",
		"password": "first password", "picture": "https://acme.eu/ada.png",
		"public": "id picture nickname login email given_name family_name birthdate",
	}, w.people[2])
	assert.Equal(t, "login phone_number email", w.allowed, "else nobody could log in with an e-mail address")

	less := ada()
	less.Username, less.Picture, less.PublicProfile, less.Password, less.Nickname = "", "", false, "second password", "countess"
	require.NoError(t, p.Put(t.Context(), less))
	assert.Equal(t, account{
		"login": "ada", "email": "ada@people.example", "given_name": "Ada", "family_name": "Lovelace",
		"password": "second password", "picture": nil, "nickname": "countess", "public": "id picture nickname",
	}, w.people[2])

	require.NoError(t, p.Remove(t.Context(), "ada@people.example"))
	require.NoError(t, p.Remove(t.Context(), "ada@people.example"), "unknown people are no error")
	assert.Len(t, w.people, 1)
}

func TestAPersonIsFoundAmongManyWhoseAddressesEndAlike(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 101 {
		w.people[int64(i+2)] = account{"login": fmt.Sprint("a", i), "email": fmt.Sprint("a", i, "-ada@people.example"), "public": ""}
	}
	w.people[200] = account{"login": "ada", "email": "ada@people.example", "public": ""}
	require.NoError(t, w.administrated().Remove(t.Context(), "Ada@people.example"))
	assert.NotContains(t, w.people, int64(200))
	assert.Len(t, w.people, 102)
}

func TestWhatEncvoyCannotExpressIsRefusedBeforeAnythingChanges(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*provider.Person)
		why    string
	}{
		"no password":   {func(p *provider.Person) { p.Password = "" }, "a password"},
		"another login": {func(p *provider.Person) { p.Email = "lovelace@people.example" }, "log in with their user name"},
		"no user name":  {func(p *provider.Person) { p.Username = "" }, "everybody has a user name"},
		"a sub":         {func(p *provider.Person) { p.Subject = "7" }, "numbers the accounts"},
		"groups":        {func(p *provider.Person) { p.Groups = []string{"poets"} }, "never tells groups"},
		"claims":        {func(p *provider.Person) { p.Claims = map[string]any{"email": nil} }, "no claims but"},
		"another name":  {func(p *provider.Person) { p.Name = "Countess" }, "made of the given name"},
		"the owner":     {func(p *provider.Person) { p.Username = "root" }, "the administrator"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			wanted := ada()
			test.change(&wanted)
			err := w.administrated().Put(t.Context(), wanted)
			var cannot *encvoy.CannotError
			require.ErrorAs(t, err, &cannot)
			require.ErrorContains(t, err, test.why)
			assert.Empty(t, w.touched)
		})
	}
}

func TestInProductionOnlyATokenHelps(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.production = true
	require.EqualError(t, w.administrated().Put(t.Context(), ada()),
		"Encvoy ID was asked to tell who administers it and answered 403 Forbidden: Basic authorization is forbidden for this controller; "+
			"in production it takes an access token only: give one, or use a client and people that were made there by hand")
	p, err := encvoy.New(encvoy.Options{URL: w.url, Token: "access"})
	require.NoError(t, err)
	require.NoError(t, p.Put(t.Context(), ada()))
}

func TestOptionsThatCannotWork(t *testing.T) {
	t.Parallel()
	for said, o := range map[string]encvoy.Options{
		"is not of the form https://host": {URL: "id.encvoy.example", Token: "t"},
		"needs its owner's login":         {URL: "https://id.encvoy.example"},
	} {
		_, err := encvoy.New(o)
		require.ErrorContains(t, err, said)
	}
	assert.NotContains(t, encvoy.Options{Token: "topsecret"}.GoString(), "topsecret")
}

// Nonsense from a proxy, or a broken Encvoy ID, ends in one sentence without secrets.
func TestNonsenseIsToldInOneSentence(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		status int
		body   string
		said   string
	}{
		"a page":           {http.StatusOK, "<html>", "is not the JSON document"},
		"truncated JSON":   {http.StatusOK, `{"Role":[{"client_id":"m`, "unexpected end of JSON input"},
		"no role":          {http.StatusOK, `{}`, "holds no role"},
		"a mere user":      {http.StatusOK, `{"Role":[{"client_id":"main","role":"USER"}]}`, "the administrator's role is USER"},
		"a broken gateway": {http.StatusBadGateway, "<html>", "answered 502 Bad Gateway: no description (text/html; charset=utf-8, 6 bytes)"},
		"an error inside":  {http.StatusInternalServerError, `{"message":"Invalid\ntoken hunter2hunter2"}`, "answered 500 Internal Server Error: Invalid token (withheld)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(test.status)
				_, _ = w.Write([]byte(test.body))
			}))
			t.Cleanup(server.Close)
			p, err := encvoy.New(encvoy.Options{URL: server.URL, AdminLogin: "root", AdminPassword: "hunter2hunter2"})
			require.NoError(t, err)
			err = p.Put(t.Context(), ada())
			require.ErrorContains(t, err, test.said)
			for _, secret := range []string{"hunter2hunter2", ada().Password, "\n"} {
				assert.NotContains(t, err.Error(), secret)
			}
		})
	}
}
