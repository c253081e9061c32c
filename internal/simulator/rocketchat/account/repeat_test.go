package account_test

import (
	"fmt"
	"maps"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
	"gonogo/internal/simulator/rocketchat/account"
)

// Observed §C: the second login of a person created by OAuth.
func TestSecondLogin(t *testing.T) {
	t.Parallel()
	type answers struct{ username, email, merged, mergedByEmail bool } // logged in?
	always := answers{true, true, true, true}
	for name, c := range map[string]struct {
		claims map[string]any
		want   answers
	}{
		"nothing":  {nil, always},
		"name":     {map[string]any{"name": "Robert"}, answers{false, false, true, true}},
		"username": {map[string]any{"username": "robert"}, always},
		"e-mail":   {map[string]any{"email": "robert@rocket.test"}, answers{false, true, true, true}},
		"sub":      {map[string]any{"id": "new", "sub": "new"}, always},
		"picture":  {map[string]any{"picture": "http://idp/p"}, always},
	} {
		for config, in := range map[string]bool{"username": c.want.username, "email": c.want.email, "username+merge": c.want.merged, "email+merge": c.want.mergedByEmail,
			"username+merge+distinct": c.want.merged, "email+merge+distinct": c.want.mergedByEmail} {
			t.Run(name+"/"+config, func(t *testing.T) {
				t.Parallel()
				second(t, config, c.claims, in)
			})
		}
	}
}

func second(t *testing.T, config string, changed map[string]any, in bool) {
	w := newWorld(t, "7.1.0", nil)
	m := mapped(config != "username" && config != "email", config == "username+merge+distinct" || config == "email+merge+distinct")
	if config[0] == 'e' {
		m.KeyField = "email"
	}
	before := map[string]any{"group": "g", "email": "bob@rocket.test"}
	first, err := w.ExternalLogin(t.Context(), person(m, before))
	require.NoError(t, err)
	require.True(t, first.Created)

	claims := map[string]any{"email": "bob@rocket.test"}
	maps.Copy(claims, changed)
	again, err := w.ExternalLogin(t.Context(), person(m, claims))
	bob := w.stored(t, "bob")
	require.NotNil(t, bob, "the user name never changes")
	clavex := bob.Services["clavex"].(map[string]any)
	if !in {
		require.Equal(t, masked(), w.body(t, err))
		require.Equal(t, "Bob Idp", clavex["name"], "nothing is written")
		return
	}
	require.NoError(t, err)
	require.Equal(t, first.UserID, again.UserID)
	require.EqualValues(t, 1, w.count(t))
	for claim, v := range changed {
		require.Equal(t, v, clavex[claim])
	}
	require.Equal(t, "g", clavex["group"], "claims that disappeared stay")
	if name, ok := changed["name"]; ok {
		require.Equal(t, name, bob.Name)
	}
	if email, ok := changed["email"]; ok && m.KeyField == "username" {
		require.Equal(t, []account.Email{{Address: fmt.Sprint(email), Verified: true}}, bob.Emails)
	} else {
		require.Equal(t, []account.Email{{Address: "bob@rocket.test", Verified: true}}, bob.Emails)
	}
	require.Empty(t, w.avatars.asked(), "no picture is fetched")
}

// 5.4.0 to 6.3.0: an identity without e-mail is never identical (§5.1).
func TestIdentityWithoutEmailLocksOut(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.NoEmailLocksOut, "3.18.2", "5.3.9", "5.4.0", "6.3.0", "6.3.1", "8.9.0") {
		t.Run(side.Version, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, side.Version, nil)
			m := mapped(false, false)
			m.EmailField = false
			identity := person(m, map[string]any{"email": nil})
			_, err := w.ExternalLogin(t.Context(), identity)
			require.NoError(t, err)
			_, err = w.ExternalLogin(t.Context(), identity)
			require.Equal(t, side.Has, err != nil)
		})
	}
}

func TestConcurrentFirstLoginsMakeOneAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	var group errgroup.Group
	var mutex sync.Mutex
	tokens := []string{}
	for range 5 {
		group.Go(func() error {
			login, err := w.ExternalLogin(t.Context(), person(mapped(false, false), nil))
			mutex.Lock()
			defer mutex.Unlock()
			tokens = append(tokens, login.Token)
			return err
		})
	}
	require.NoError(t, group.Wait())
	require.EqualValues(t, 1, w.count(t))
	bob := w.stored(t, "bob")
	for _, token := range tokens {
		u, err := w.Authenticate(t.Context(), bob.ID, token)
		require.NoError(t, err)
		require.NotNil(t, u, "no token got lost")
	}
}
