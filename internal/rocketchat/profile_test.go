package rocketchat_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/rocketchat"
)

func TestPeopleChangeTheirOwnAccounts(t *testing.T) {
	t.Parallel()
	s, c := serve(t, map[string][]answer{
		"POST /api/v1/users.updateOwnBasicInfo": ok(`{"success":true}`),
		"POST /api/v1/users.setAvatar":          {{status: 400, body: `{"success":false,"error":"Change avatar is not allowed [error-not-allowed]","errorType":"error-not-allowed"}`}},
		"POST /api/v1/users.register":           ok(`{"user":{"_id":"b"},"success":true}`),
	})
	require.NoError(t, c.UpdateOwnInfo(t.Context(), map[string]any{"name": "Bob"}))
	require.ErrorContains(t, c.SetAvatar(t.Context(), "https://id.acme.eu/bob.png"), "error-not-allowed")
	u, err := c.SignUp(t.Context(), rocketchat.NewUser{Username: "bob", Name: "Bob", Email: "bob@rocket.test", Password: "p"})
	require.NoError(t, err)
	require.Equal(t, "b", u.ID)
	require.Equal(t, map[string]any{"data": map[string]any{"name": "Bob"}}, s.calls[0].Body)
	require.Equal(t, map[string]any{"avatarUrl": "https://id.acme.eu/bob.png"}, s.calls[1].Body)
	require.Equal(t, map[string]any{"username": "bob", "name": "Bob", "email": "bob@rocket.test", "pass": "p"}, s.calls[2].Body)
}
