package account_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/account/accounttest"
	"gonogo/internal/simulator/rocketchat/room"
)

// channels is a workspace with rocket.cat, who owns channels, and its channels.
type channels struct {
	*account.Accounts
	*room.Rooms
	log *accounttest.Log
}

func newChannels(t *testing.T, version string) channels {
	t.Helper()
	w := channels{log: &accounttest.Log{}}
	db := accounttest.Database(t)
	w.Rooms = room.New(room.Options{Database: db, Log: w.log.Add, Find: func(ctx context.Context, name string) (*room.Member, error) {
		u, err := w.ByUsernameInAnyCase(ctx, name)
		if u == nil || err != nil {
			return nil, err
		}
		return &room.Member{ID: u.ID, Username: u.Username}, nil
	}})
	var err error
	w.Accounts, err = account.New(t.Context(), account.Options{
		Database: db, Release: accounttest.Release(t, version), Settings: accounttest.NewSettings(nil), Rooms: w.Rooms,
	})
	require.NoError(t, err)
	_, err = w.Create(t.Context(), account.NewUser{Username: "rocket.cat", Active: true, Roles: []string{"admin"}})
	require.NoError(t, err)
	return w
}

// inChannels tells of each channel whether the account is in it; channels that are
// not there are left out.
func (w channels) inChannels(t *testing.T, userID string, names ...string) map[string]bool {
	t.Helper()
	in := map[string]bool{}
	for _, name := range names {
		found, err := w.ByName(t.Context(), name)
		require.NoError(t, err)
		if found == nil {
			continue
		}
		require.Equal(t, []string{"c", "rocket.cat"}, []string{found.Type, found.Owner.Username})
		s, err := w.Subscription(t.Context(), found.ID, userID)
		require.NoError(t, err)
		in[name] = s != nil
	}
	return in
}

// ofGroups is bob with groups, mapped to channels.
func ofGroups(claim any) account.External {
	mapping := mapped(false, false)
	mapping.MapChannels, mapping.GroupsClaim = true, "teams"
	mapping.Channels.Channels = `{"staff": ["one", "two"], "board": "three"}`
	return person(mapping, map[string]any{"teams": claim})
}

// §1.5: every channel is made, and the person put into those of their groups; who
// is in a channel stays. Since 4.0 it takes a licence.
func TestGroupsOfTheClaim(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.PremiumMapping, "3.8.0", "3.18.2", "4.0.0", "8.9.0") {
		t.Run(side.Version, func(t *testing.T) {
			t.Parallel()
			first, second := map[string]bool{"one": true, "two": true, "three": false}, map[string]bool{"one": true, "two": true, "three": true}
			if side.Has {
				first, second = map[string]bool{}, map[string]bool{}
			}
			w := newChannels(t, side.Version)
			for _, step := range []struct {
				groups any
				want   map[string]bool
			}{{bson.A{"staff", 7}, first}, {bson.A{"board"}, second}, {bson.A{}, second}} {
				login, err := w.ExternalLogin(t.Context(), ofGroups(step.groups))
				require.NoError(t, err)
				require.Equal(t, step.want, w.inChannels(t, login.UserID, "one", "two", "three"))
			}
		})
	}
}

// A claim that is no list names no group; the channels are made all the same.
func TestGroupsThatAreNoList(t *testing.T) {
	t.Parallel()
	w := newChannels(t, "3.18.2")
	login, err := w.ExternalLogin(t.Context(), ofGroups("staff"))
	require.NoError(t, err)
	require.Equal(t, map[string]bool{"one": false, "two": false, "three": false}, w.inChannels(t, login.UserID, "one", "two", "three"))
	three, err := w.ByName(t.Context(), "three")
	require.NoError(t, err)
	require.Equal(t, 1, three.Members, "rocket.cat")
}

// What cannot be made fails the login, of somebody new before there is an account.
func TestChannelsThatCannotBeMade(t *testing.T) {
	t.Parallel()
	w := newChannels(t, "3.18.2")
	for _, tt := range []struct{ channels, owner, reason string }{
		{`{"staff": "one"}`, "nobody", "Invalid user"},
		{`{"staff": " "}`, "", "Invalid name"},
		{`{"staff": "a b"}`, "", "a b is not a valid room name."},
	} {
		bob := ofGroups(bson.A{"staff"})
		bob.Mapping.Channels = room.Mapping{Channels: tt.channels, Owner: tt.owner}
		_, err := w.ExternalLogin(t.Context(), bob)
		require.ErrorContains(t, err, tt.reason)
		made, err := w.ByUsername(t.Context(), "bob")
		require.NoError(t, err)
		require.Nil(t, made)
	}
	bob := ofGroups(bson.A{"staff"})
	bob.Mapping.Channels.Channels = "{"
	_, err := w.ExternalLogin(t.Context(), bob)
	require.NoError(t, err)
	require.Len(t, w.log.Lines(), 1)
	require.Contains(t, w.log.Lines()[0], "Unexpected error : ")
}
