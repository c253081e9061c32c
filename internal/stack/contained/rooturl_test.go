package contained

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Another ROOT_URL costs a start of Rocket.Chat alone, also on a stack that
// somebody else has started.
func TestRootURLMovesWithRocketChatAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o, _ := w.opener(t, "never")
	opened := w.open(t, o)
	t.Cleanup(func() { assert.NoError(t, opened.Close(context.Background())) })
	require.NoError(t, opened.Admin().AddCustomOAuth(t.Context(), "clavex"))
	labels := map[string]string{labelAuthority: string(o.authority.PEM())}
	s, err := open(t.Context(), w.engine, ownCell(t), opened.id, labels)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.disconnect(context.Background())) })
	before, former := w.has(t), w.part(t, partRocketChat)

	require.ErrorContains(t, s.SetRootURL(t.Context(), "chat.moved.example"), "is not an address")
	require.Equal(t, before, w.has(t))
	const moved = "https://chat.moved.example"
	require.NoError(t, s.SetRootURL(t.Context(), moved))
	require.NotEqual(t, former, w.part(t, partRocketChat))
	for _, part := range []string{partMongoDB, partGateway, partProvider} {
		require.Contains(t, before, "container "+part+" "+w.part(t, part))
	}
	require.Len(t, w.has(t), len(before))
	require.Equal(t, []bool{false}, w.waysOut(t, partRocketChat))
	requireSetting(t, s, "Site_Url", moved)
	requireSetting(t, s, "Accounts_OAuth_Custom-Clavex", false)
	require.Contains(t, strings.Join(s.ServerLog(), "\n"), "Site URL "+s.RocketChatURL())
	require.Contains(t, strings.Join(s.ServerLog(), "\n"), "Site URL "+moved)
	_, err = open(t.Context(), w.engine, ownCell(t), opened.id, labels)
	require.EqualError(t, err, "Rocket.Chat runs with the ROOT_URL "+moved+" instead of "+s.RocketChatURL())

	require.NoError(t, s.SetRootURL(t.Context(), s.RocketChatURL()))
	requireSetting(t, s, "Site_Url", s.RocketChatURL())
}

func requireSetting(t *testing.T, s *Stack, id string, want any) {
	t.Helper()
	value, err := s.Admin().Setting(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, want, value)
}
