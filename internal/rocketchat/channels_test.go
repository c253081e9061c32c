package rocketchat_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestChannels(t *testing.T) {
	t.Parallel()
	missing := answer{status: 400, body: `{"success":false,"error":"The required \"roomId\" or \"roomName\" param provided does not match any channel [error-room-not-found]","errorType":"error-room-not-found"}`}
	s, c := serve(t, map[string][]answer{
		"GET /api/v1/channels.info?roomName=staff":                 ok(`{"channel":{"_id":"r1","name":"staff","t":"c","u":{"_id":"rocket.cat","username":"rocket.cat"}},"success":true}`),
		"GET /api/v1/channels.info?roomName=board":                 {missing},
		"GET /api/v1/channels.info?roomName=closed":                {{status: 403, body: `{"success":false,"error":"unauthorized"}`}},
		"GET /api/v1/channels.members?count=50&offset=0&roomId=r1": ok(`{"members":[{"_id":"a","username":"ann"}],"total":2,"success":true}`),
		"GET /api/v1/channels.members?count=50&offset=1&roomId=r1": ok(`{"members":[{"_id":"b","username":"bob"}],"total":2,"success":true}`),
		"GET /api/v1/subscriptions.getOne?roomId=r1":               ok(`{"subscription":{"rid":"r1"},"success":true}`),
		"GET /api/v1/subscriptions.getOne?roomId=r2":               ok(`{"success":true}`),
		"GET /api/v1/subscriptions.getOne?roomId=r3":               ok(`{"subscription":null,"success":true}`),
		"POST /api/v1/channels.delete":                             ok(`{"success":true}`),
	})
	ctx := t.Context()
	staff, err := c.Channel(ctx, "staff")
	require.NoError(t, err)
	require.Equal(t, []string{"r1", "staff", "c", "rocket.cat"}, []string{staff.ID, staff.Name, staff.Type, staff.Owner.Username})
	none, err := c.Channel(ctx, "board")
	require.NoError(t, err)
	require.Nil(t, none)
	_, err = c.Channel(ctx, "closed")
	require.ErrorContains(t, err, "403")

	members, err := c.ChannelMembers(ctx, "r1")
	require.NoError(t, err)
	require.Len(t, members, 2)
	for id, want := range map[string]bool{"r1": true, "r2": false, "r3": false} {
		in, err := c.IsSubscribed(ctx, id)
		require.NoError(t, err)
		require.Equal(t, want, in, id)
	}
	require.NoError(t, c.DeleteChannel(ctx, "r1"))
	require.Equal(t, map[string]any{"roomId": "r1"}, s.calls[len(s.calls)-1].Body)
}
