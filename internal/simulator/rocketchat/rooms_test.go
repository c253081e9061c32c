package rocketchat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/rocketchat/room"
)

// channel writes a channel that ann and bob are in, as a login would have; ann
// has come at a later login, so that her account knows of it.
func (w *world) channel(ann, bob session) {
	w.t.Helper()
	rooms := w.db.Collection("rocketchat_room")
	_, err := rooms.InsertOne(w.t.Context(), room.Room{ID: "r1", Name: "staff", Type: "c", Members: 2, CreatedAt: time.Now()})
	require.NoError(w.t, err)
	for _, who := range []session{ann, bob} {
		_, err := w.db.Collection("rocketchat_subscription").InsertOne(w.t.Context(), room.Subscription{ID: "s-" + who.id, RoomID: "r1", Member: room.Member{ID: who.id}})
		require.NoError(w.t, err)
	}
	_, err = w.db.Collection("users").UpdateByID(w.t.Context(), ann.id, bson.M{"$set": bson.M{"__rooms": bson.A{"r1"}}})
	require.NoError(w.t, err)
}

func TestChannelsAreShownAndDeleted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "3.18.2")
	admin := w.admin()
	ann, bob, eve := w.person(admin, "ann"), w.person(admin, "bob"), w.person(admin, "eve")
	w.channel(ann, bob)

	for _, query := range []string{"roomName=staff", "roomId=r1"} {
		require.Equal(t, "staff", w.get(eve, "/api/v1/channels.info?"+query).body["channel"].(map[string]any)["name"])
	}
	members := w.get(admin, "/api/v1/channels.members?roomId=r1").body
	require.EqualValues(t, 1, members["total"])
	require.Equal(t, "ann", members["members"].([]any)[0].(map[string]any)["username"])
	require.NotNil(t, w.get(bob, "/api/v1/subscriptions.getOne?roomId=r1").body["subscription"])
	require.Nil(t, w.get(eve, "/api/v1/subscriptions.getOne?roomId=r1").body["subscription"])

	require.Equal(t, 403, w.post(ann, "/api/v1/channels.delete", map[string]any{"roomId": "r1"}).status)
	require.Equal(t, 200, w.post(admin, "/api/v1/channels.delete", map[string]any{"roomId": "r1"}).status)
	gone := w.get(admin, "/api/v1/channels.info?roomName=staff")
	require.Equal(t, 400, gone.status)
	require.Equal(t, "error-room-not-found", gone.body["errorType"])
	require.Nil(t, w.get(bob, "/api/v1/subscriptions.getOne?roomId=r1").body["subscription"])
	n, err := w.db.Collection("users").CountDocuments(t.Context(), bson.M{"__rooms": "r1"})
	require.NoError(t, err)
	require.Zero(t, n)
}

func TestAnAccountThatIsDeletedLeavesItsChannels(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "3.18.2")
	admin := w.admin()
	ann, bob := w.person(admin, "ann"), w.person(admin, "bob")
	w.channel(ann, bob)
	require.Equal(t, 200, w.post(admin, "/api/v1/users.delete", map[string]any{"userId": ann.id}).status)
	require.EqualValues(t, 1, w.get(bob, "/api/v1/channels.info?roomId=r1").body["channel"].(map[string]any)["usersCount"])
	require.Equal(t, "error-roomid-param-not-provided", w.get(bob, "/api/v1/channels.info").body["errorType"])
	require.Equal(t, "error-invalid-params", w.get(bob, "/api/v1/subscriptions.getOne").body["errorType"])
}
