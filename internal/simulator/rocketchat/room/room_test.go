package room_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/rocketchat/account/accounttest"
	"gonogo/internal/simulator/rocketchat/room"
)

// people that the accounts of these tests consist of.
func people(_ context.Context, username string) (*room.Member, error) {
	if username != "rocket.cat" && username != "ann" {
		return nil, nil
	}
	return &room.Member{ID: "id-" + username, Username: username}, nil
}

func open(t *testing.T) *room.Rooms {
	t.Helper()
	return room.New(room.Options{Database: accounttest.Database(t), Find: people})
}

func TestMapMakesAndJoinsOnce(t *testing.T) {
	t.Parallel()
	r := open(t)
	m := room.Mapping{Channels: `{"b": "second", "a": ["first", "second"], "c": 7}`}
	bob := room.Member{ID: "id-bob", Username: "bob"}
	var joined []string
	for range 2 {
		found, err := r.Map(t.Context(), m, []any{"a"}, bob)
		require.NoError(t, err)
		for _, j := range found {
			joined = append(joined, j.UserID)
		}
	}
	require.Equal(t, []string{"id-rocket.cat", "id-rocket.cat", "id-bob", "id-bob"}, joined, "the owner of both, then bob in both")
	first, err := r.ByName(t.Context(), "first")
	require.NoError(t, err)
	require.Equal(t, 2, first.Members)
	owner, err := r.Subscription(t.Context(), first.ID, "id-rocket.cat")
	require.NoError(t, err)
	require.Equal(t, []string{"owner"}, owner.Roles)
	member, err := r.Subscription(t.Context(), first.ID, bob.ID)
	require.NoError(t, err)
	require.Equal(t, room.Member{ID: "id-bob", Username: "bob"}, member.Member)
	require.True(t, member.Alert)
}

// Channels that are there keep their owner.
func TestMapUsesWhatIsThere(t *testing.T) {
	t.Parallel()
	r := open(t)
	for _, owner := range []string{"ann", "rocket.cat"} {
		_, err := r.Map(t.Context(), room.Mapping{Channels: `{"a": "one"}`, Owner: owner}, nil, room.Member{ID: "id-bob"})
		require.NoError(t, err)
	}
	one, err := r.ByName(t.Context(), "one")
	require.NoError(t, err)
	require.Equal(t, "ann", one.Owner.Username)
}

// An error leaves what was made before it.
func TestMapStopsAtWhatCannotBeMade(t *testing.T) {
	t.Parallel()
	r := open(t)
	_, err := r.Map(t.Context(), room.Mapping{Channels: `{"a": ["one", "t w o", "three"]}`}, nil, room.Member{ID: "id-bob"})
	require.EqualError(t, err, "t w o is not a valid room name. [error-invalid-room-name]")
	for name, there := range map[string]bool{"one": true, "t w o": false, "three": false} {
		found, err := r.ByName(t.Context(), name)
		require.NoError(t, err)
		require.Equal(t, there, found != nil, name)
	}
}

func TestDeleteAndLeave(t *testing.T) {
	t.Parallel()
	r := open(t)
	_, err := r.Map(t.Context(), room.Mapping{Channels: `{"a": ["one", "two"]}`}, []any{"a"}, room.Member{ID: "id-bob"})
	require.NoError(t, err)
	one, err := r.ByName(t.Context(), "one")
	require.NoError(t, err)
	were, err := r.Delete(t.Context(), one.ID)
	require.NoError(t, err)
	require.ElementsMatch(t, []room.Joining{{UserID: "id-rocket.cat", RoomID: one.ID}, {UserID: "id-bob", RoomID: one.ID}}, were)
	gone, err := r.ByID(t.Context(), one.ID)
	require.NoError(t, err)
	require.Nil(t, gone)

	require.NoError(t, r.Leave(t.Context(), "id-bob"))
	two, err := r.ByName(t.Context(), "two")
	require.NoError(t, err)
	require.Equal(t, 1, two.Members)
	place, err := r.Subscription(t.Context(), two.ID, "id-bob")
	require.NoError(t, err)
	require.Nil(t, place)
}
