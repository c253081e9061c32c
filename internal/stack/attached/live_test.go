package attached_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/live"
	"gonogo/internal/simulator/emulator/clavex"
	"gonogo/internal/simulator/emulator/op"
	"gonogo/internal/stack/attached"
)

// newLiveWorld is a Rocket.Chat whose provider runs already: an emulated Clavex
// on a port of its own, administrated through its REST API.
func newLiveWorld(t *testing.T) (*world, *clavex.Provider) {
	t.Helper()
	w := newWorld(t, "7.1.0", "clavex")
	var id *clavex.Provider
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) { id.ServeHTTP(out, r) }))
	w.options.ProviderURL = "http://" + server.Listener.Addr().String() + "/ours"
	var err error
	id, err = clavex.New(op.Options{BaseURL: w.options.ProviderURL})
	require.NoError(t, err)
	server.Start()
	t.Cleanup(server.Close)
	admin := id.Administrator()
	w.options.Live = &live.Options{AdminEmail: admin.Email, AdminPassword: admin.Password}
	return w, id
}

func person(login string) provider.Person {
	return provider.Person{Login: login, Email: login, Password: password, Name: "Ada L", GivenName: "Ada", FamilyName: "L", Username: "ada-l"}
}

func TestLiveProviderIsLeftAsItWas(t *testing.T) {
	t.Parallel()
	w, id := newLiveWorld(t)
	id.Clients.Put(op.Client{ID: "rocketchat"}, "in real use")
	before := w.dump(t)

	a, stacks := w.configured(t)
	s := stacks[0]
	require.Equal(t, w.options.ProviderURL, s.Guide().ProviderURL)
	require.NoError(t, s.Provider().Put(t.Context(), person("ada-l@people.example")))
	_, there := id.People.Find("ada-l@people.example")
	require.True(t, there)
	require.ErrorContains(t, s.Provider().Put(t.Context(), person("root@acme.eu")), "root@acme.eu may be somebody real")
	_, registered := id.Clients.Get("gonogorocketchat")
	require.True(t, registered)
	_, observer := s.Provider().(provider.Observer)
	require.False(t, observer, "what only the provider's record shows must stay unobserved")
	raw, err := os.ReadFile(a.Journal())
	require.NoError(t, err)
	for _, secret := range []string{password, w.options.Live.AdminPassword} {
		require.NotContains(t, string(raw), secret)
	}

	closeAll(t, a, stacks)
	requireGone(t, id)
	_, kept := id.Clients.Get("rocketchat")
	require.True(t, kept, "a registration in real use")
	require.Empty(t, cmp.Diff(before, w.dump(t)))
}

// requireGone looks for anything of gonogo's at the provider.
func requireGone(t *testing.T, id *clavex.Provider) {
	t.Helper()
	_, there := id.People.Find("ada-l@people.example")
	require.False(t, there)
	_, registered := id.Clients.Get("gonogorocketchat")
	require.False(t, registered)
}

func TestIntentionsNameTheLiveProvider(t *testing.T) {
	t.Parallel()
	w, id := newLiveWorld(t)
	a, err := attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	said := a.Intentions()
	url := w.options.ProviderURL
	for _, line := range []string{
		"  - register Rocket.Chat as gonogo Rocket.Chat (client id gonogorocketchat) at the live provider of clavex at " + url + ", and remove it at the end",
		"  - make people ada-…@people.example at that provider, and remove them at the end",
		"A live provider shows no record of its requests: what only that shows stays unobserved.",
	} {
		require.Contains(t, said, line)
	}
	require.NotContains(t, strings.Join(said, "\n"), "emulated")
	require.NotContains(t, strings.Join(said, "\n"), w.options.Live.AdminPassword)
	require.NoError(t, a.Close(t.Context()))
	requireGone(t, id)
}

func TestNextRunTakesAwayWhatAKilledOneMadeAtTheLiveProvider(t *testing.T) {
	t.Parallel()
	w, id := newLiveWorld(t)
	before := w.dump(t)
	killed, stacks := w.configured(t)
	require.NoError(t, stacks[0].Provider().Put(t.Context(), person("ada-l@people.example")))
	require.NoError(t, killed.Abandon())

	// A run with emulators puts the workspace back, and cannot reach the provider.
	other := w.options
	other.Live, other.ProviderURL = nil, "http://127.0.0.1:0"
	a, err := attached.Open(t.Context(), other)
	require.NoError(t, err)
	require.Contains(t, a.Intentions(), "What an interrupted run has made at "+w.options.ProviderURL+" stays there until a run with GONOGO_PROVIDER=live and that provider.")
	_, err = a.Open(t.Context(), other.Guides[0], a.Release())
	require.NoError(t, err)
	closeAll(t, a, nil)
	_, there := id.People.Find("ada-l@people.example")
	require.True(t, there)

	a, err = attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	require.Contains(t, a.Intentions(), "  - remove from the live provider what an interrupted run has made there: gonogo Rocket.Chat, ada-l@people.example")
	_, err = a.Open(t.Context(), w.options.Guides[0], a.Release())
	require.NoError(t, err)
	requireGone(t, id)
	closeAll(t, a, nil)
	require.NoFileExists(t, a.Journal())
	require.Empty(t, cmp.Diff(withoutSessions(before), withoutSessions(w.dump(t))))
}

func TestRegistrationIsFoundThatAKilledRunNeverHeardOf(t *testing.T) {
	t.Parallel()
	w, id := newLiveWorld(t)
	killed, err := attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	s, err := killed.Open(t.Context(), w.options.Guides[0], killed.Release())
	require.NoError(t, err)
	_, err = s.Provider().Register(t.Context(), provider.Registration{Name: "Rocket.Chat", ClientID: "rocketchat", RedirectURIs: []string{"https://chat.acme.eu/_oauth/clavex"}})
	require.NoError(t, err)
	require.NoError(t, killed.Abandon())
	dropLastLine(t, killed.Journal())

	a, err := attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	_, err = a.Open(t.Context(), w.options.Guides[0], a.Release())
	require.NoError(t, err)
	requireGone(t, id)
	closeAll(t, a, nil)
}

func dropLastLine(t *testing.T, path string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	lines := strings.SplitAfter(strings.TrimSuffix(string(raw), "\n"), "\n")
	require.Contains(t, lines[len(lines)-1], `"client"`)
	require.NoError(t, os.WriteFile(path, []byte(strings.Join(lines[:len(lines)-1], "")), 0o600))
}
