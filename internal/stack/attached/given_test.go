package attached_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/live"
	"gonogo/internal/rocketchat"
	"gonogo/internal/stack/attached"
)

// byHand turns the live world into one whose registration and people somebody
// has prepared.
func byHand(t *testing.T, w *world) {
	t.Helper()
	people := filepath.Join(t.TempDir(), "people.yaml")
	require.NoError(t, os.WriteFile(people, []byte(`
- {login: grace@acme.eu, password: `+password+`, email: grace@acme.eu, name: Grace Hopper, username: grace}
`), 0o600))
	w.options.Live = &live.Options{ClientID: "rocketchat", ClientSecret: "made by hand", People: people}
}

func account(username, email string) rocketchat.NewUser {
	return rocketchat.NewUser{Username: username, Name: "Grace Hopper", Email: email, Password: password}
}

// Whoever was prepared gets an account, loses it before the next scenario, and
// stays at the provider; somebody of the same name is not taken for them.
func TestPeopleWhoWerePreparedByHandAreBorrowed(t *testing.T) {
	t.Parallel()
	w, id := newLiveWorld(t)
	byHand(t, w)
	_, err := w.admin.CreateUser(t.Context(), account("other", "other@acme.eu"))
	require.NoError(t, err)
	before := w.dump(t)
	a, stacks := w.configured(t)
	require.Contains(t, a.Intentions(), "  - let the people of GONOGO_PROVIDER_PEOPLE (grace@acme.eu) log in, and delete their accounts at the end")
	require.Contains(t, a.Intentions(), "  - change nothing at the live provider of clavex at "+w.options.ProviderURL+", where somebody has registered Rocket.Chat by hand with the redirect URI "+stacks[0].Guide().RedirectURI)
	cast := stacks[0].Provider().(provider.Cast)

	wanted := provider.Person{Email: "ada@people.example", Name: "Ada", Username: "ada", PublicProfile: true}
	for range 2 {
		grace, err := cast.Borrow(t.Context(), wanted)
		require.NoError(t, err)
		require.Equal(t, "grace@acme.eu", grace.Login)
		_, err = w.admin.CreateUser(t.Context(), account("grace", "grace@acme.eu"))
		require.NoError(t, err, "the account of the former loan is gone")
		require.NoError(t, cast.Return(t.Context(), grace))
	}
	_, err = cast.Borrow(t.Context(), provider.Person{Email: "ada@people.example", Name: "Ada"})
	require.ErrorIs(t, err, provider.ErrNobody)

	closeAll(t, a, stacks)
	_, registered := id.Clients.Get("gonogorocketchat")
	require.False(t, registered)
	require.Empty(t, cmp.Diff(before, w.dump(t)))
}

func TestNextRunDeletesTheAccountOfSomebodyWhomAKilledOneBorrowed(t *testing.T) {
	t.Parallel()
	w, _ := newLiveWorld(t)
	byHand(t, w)
	before := w.dump(t)
	killed, stacks := w.configured(t)
	_, err := stacks[0].Provider().(provider.Cast).Borrow(t.Context(), provider.Person{Username: "ada", PublicProfile: true})
	require.NoError(t, err)
	_, err = w.admin.CreateUser(t.Context(), account("grace", "grace@acme.eu"))
	require.NoError(t, err)
	require.NoError(t, killed.Abandon())
	raw, err := os.ReadFile(killed.Journal())
	require.NoError(t, err)
	require.NotContains(t, string(raw), password)

	a, err := attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	require.Contains(t, a.Intentions(), "  - delete the accounts that an interrupted run has left: ada-x, grace")
	_, err = a.Open(t.Context(), w.options.Guides[0], a.Release())
	require.NoError(t, err)
	closeAll(t, a, nil)
	require.Empty(t, cmp.Diff(withoutSessions(before), withoutSessions(w.dump(t))))
}

func TestAccountOfSomebodyWhoIsListedIsNotTouched(t *testing.T) {
	t.Parallel()
	w, _ := newLiveWorld(t)
	byHand(t, w)
	_, err := w.admin.CreateUser(t.Context(), account("gh", "grace@acme.eu"))
	require.NoError(t, err)
	before := w.dump(t)
	_, err = attached.Open(t.Context(), w.options)
	require.EqualError(t, err, w.options.URL+" has the account gh already, which seems to be that of grace@acme.eu in GONOGO_PROVIDER_PEOPLE and would have to go; list people who have none")
	require.Empty(t, cmp.Diff(before, w.dump(t)))
}
