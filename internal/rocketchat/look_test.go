package rocketchat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/rocketchat"
)

// Ids of services are read, tokens beside them are not.
func TestLinkedUsersCarryIDsOnly(t *testing.T) {
	t.Parallel()
	ada := `{"_id":"a","username":"ada","services":{"clavex":{"id":"sub-ada","accessToken":"secret"},"resume":[],"google":{"id":7}}}`
	_, c := serve(t, map[string][]answer{
		"GET /api/v1/users.info?username=ada":      ok(`{"user":` + ada + `,"success":true}`),
		"GET /api/v1/users.list?count=50&offset=0": ok(`{"users":[` + ada + `,{"_id":"b"}],"total":2,"success":true}`),
	})
	u, err := c.LinkedUser(t.Context(), "ada")
	require.NoError(t, err)
	require.Equal(t, rocketchat.LinkedUser{
		User: rocketchat.User{ID: "a", Username: "ada"}, ServicesShown: true,
		ServiceIDs: map[string]any{"clavex": "sub-ada", "google": 7.0},
	}, u)
	page, total, err := c.LinkedUsers(t.Context(), 0)
	require.NoError(t, err)
	require.Equal(t, 2, total)
	require.False(t, page[1].ServicesShown)
}

func TestServerLog(t *testing.T) {
	t.Parallel()
	_, c := serve(t, map[string][]answer{
		"GET /api/v1/stdout.queue": ok(`{"queue":[{"id":"logid-1","string":"SERVER RUNNING","ts":"2026-11-20T10:00:00.000Z"}],"success":true}`),
	})
	lines, err := c.ServerLog(t.Context())
	require.NoError(t, err)
	require.Equal(t, []rocketchat.LogLine{{Text: "SERVER RUNNING", At: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)}}, lines)
}
