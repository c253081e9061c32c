package account

import (
	"cmp"
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/rocketchat/identity"
	"gonogo/internal/simulator/rocketchat/room"
)

// mapGroups puts the account into the channels of the identity's groups. Since
// 4.0 that takes a licence, which no simulated server has (§0.4, §1.5). The merge
// hook does so for each account that it finds, before it looks whether anything
// differs; a new account gets it from the validation of new users, before it is
// in the database (app/custom-oauth/server/custom_oauth_server.js of the public
// repository, 3.x). So the note of its rooms (__rooms), which the lists of members
// are made of, finds no account to be written to: somebody whose first login maps
// them is in the channel, and not in its list of members. Read, not seen.
//
// The caller holds the lock. A channel that cannot be made fails the login: no
// release up to 3.18 catches that (createRoom.js throws; the log line of §1.5 came
// with the premium code).
func (a *Accounts) mapGroups(ctx context.Context, who room.Member, e External) error {
	m := e.Mapping
	if a.rooms == nil || !a.mapsChannels(m) {
		return nil
	}
	groups := a.groups(e.Data[cmp.Or(m.GroupsClaim, "groups")])
	joined, err := a.rooms.Map(ctx, m.Channels, groups, who)
	for _, j := range a.listed(joined) {
		if err := a.update(ctx, j.UserID, bson.M{"$addToSet": bson.M{"__rooms": j.RoomID}}); err != nil {
			return err
		}
	}
	if refused, ok := errors.AsType[*room.Refusal](err); ok {
		return &Error{Code: refused.Code, Reason: refused.Reason, Origin: Handler, Details: map[string]any{"function": refused.Function}}
	}
	return err
}

// ByUsernameInAnyCase finds a user by the user name as the server finds owners of
// channels; nil without error if there is none.
func (a *Accounts) ByUsernameInAnyCase(ctx context.Context, username string) (*User, error) {
	return a.findOne(ctx, bson.M{"username": ignoringCase(username)})
}

// newMember is the account that a document is about to become.
func newMember(doc bson.M) room.Member {
	m := room.Member{ID: identity.Text(doc["_id"])}
	if name, ok := doc["username"]; ok {
		m.Username = identity.Text(name)
	}
	if name, ok := doc["name"]; ok {
		m.Name = identity.Text(name)
	}
	return m
}

// member is the part of the account that subscriptions repeat.
func (u *User) member() room.Member {
	return room.Member{ID: u.ID, Username: u.Username, Name: u.Name}
}
