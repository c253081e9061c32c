package rocketchat

import (
	"context"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/room"
)

// openRooms comes before the accounts, which it asks only when a channel is made.
func (s *Server) openRooms() {
	s.rooms = room.New(room.Options{
		Database: s.options.Database, Log: s.log.add, Now: s.options.Now, Seeded: s.options.Seeded,
		Writes: s.options.Writes("rocketchat_subscription"),
		Find: func(ctx context.Context, username string) (*room.Member, error) {
			u, err := s.accounts.ByUsernameInAnyCase(ctx, username)
			if u == nil || err != nil {
				return nil, err
			}
			return &room.Member{ID: u.ID, Username: u.Username, Name: u.Name}, nil
		},
	})
}

// roomEndpoints show channels and remove them (app/api/server/v1/{channels,subscriptions}.js
// of the public repository, 3.x).
func (a *api) roomEndpoints() []endpoint {
	return []endpoint{
		{pattern: "GET /api/v1/channels.info", serve: a.channelInfo},
		{pattern: "GET /api/v1/channels.members", serve: a.channelMembers},
		{pattern: "POST /api/v1/channels.delete", adminOnly: true, serve: a.deleteChannel},
		{pattern: "GET /api/v1/subscriptions.getOne", serve: a.ownSubscription},
	}
}

// channel resolves roomId or roomName of the query or the body.
func (a *api) channel(c *call) (*room.Room, error) {
	value := func(name string) string {
		return strings.TrimSpace(c.request.URL.Query().Get(name) + c.text(name))
	}
	var found *room.Room
	var err error
	if id := value("roomId"); id != "" {
		found, err = a.rooms.ByID(c.context(), id)
	} else if name := value("roomName"); name != "" {
		found, err = a.rooms.ByName(c.context(), name)
	} else {
		return nil, refuse("error-roomid-param-not-provided", `The parameter "roomId" or "roomName" is required`)
	}
	if err == nil && found == nil {
		err = refuse("error-room-not-found", `The required "roomId" or "roomName" param provided does not match any channel`)
	}
	return found, err
}

func (a *api) channelInfo(c *call) (answer, error) {
	found, err := a.channel(c)
	if err != nil {
		return answer{}, err
	}
	return success(map[string]any{"channel": found}), nil
}

// channelMembers lists the accounts that know of being in the room: the server
// asks those, not the subscriptions (server/lib/findUsersOfRoom.ts).
func (a *api) channelMembers(c *call) (answer, error) {
	in, err := a.channel(c)
	if err != nil {
		return answer{}, err
	}
	filter := bson.M{"__rooms": in.ID, "active": true}
	cursor, err := a.users().Find(c.context(), filter, options.Find().SetSort(bson.D{{Key: "username", Value: 1}}))
	if err != nil {
		return answer{}, fmt.Errorf("listing the members of a channel: %w", err)
	}
	var all []account.User
	if err := cursor.All(c.context(), &all); err != nil {
		return answer{}, fmt.Errorf("listing the members of a channel: %w", err)
	}
	offset, count := a.page(c)
	page := []map[string]any{}
	for _, u := range all[min(offset, len(all)):min(offset+count, len(all))] {
		page = append(page, document(&u))
	}
	return success(map[string]any{"members": page, "count": len(page), "offset": offset, "total": len(all)}), nil
}

// deleteChannel needs the permission delete-c, which only administrators and the
// channel's owner have.
func (a *api) deleteChannel(c *call) (answer, error) {
	gone, err := a.channel(c)
	if err != nil {
		return answer{}, err
	}
	were, err := a.rooms.Delete(c.context(), gone.ID)
	if err != nil {
		return answer{}, err
	}
	for _, j := range were {
		if err := a.accounts.Update(c.context(), j.UserID, bson.M{"$pull": bson.M{"__rooms": j.RoomID}}); err != nil {
			return answer{}, err
		}
	}
	return success(nil), nil
}

// ownSubscription is the caller's place in a room, of which there may be none.
func (a *api) ownSubscription(c *call) (answer, error) {
	id := c.request.URL.Query().Get("roomId")
	if id == "" {
		return answer{}, refuse("error-invalid-params", `The "roomId" param is required`)
	}
	found, err := a.rooms.Subscription(c.context(), id, c.user.ID)
	if err != nil || found == nil {
		return success(nil), err
	}
	return success(map[string]any{"subscription": found}), nil
}
