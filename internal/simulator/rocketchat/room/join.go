package room

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Joining is somebody who has come into a room. The server notes it in the
// account, too, as __rooms, of which it makes the lists of members. Accounts are
// written by those who own them: that is left to the caller.
type Joining struct{ UserID, RoomID string }

// join puts somebody into a room, unless they are there already
// (addUserToRoom.js). The caller holds the lock.
func (r *Rooms) join(ctx context.Context, in *Room, who Member) ([]Joining, error) {
	there, err := r.Subscription(ctx, in.ID, who.ID)
	if err != nil || there != nil {
		return nil, err
	}
	return r.subscribe(ctx, in, who)
}

// subscribe writes the subscription and counts it. Whoever is not the owner finds
// the room as something new.
func (r *Rooms) subscribe(ctx context.Context, in *Room, who Member, roles ...string) ([]Joining, error) {
	now := r.now().UTC()
	s := Subscription{
		ID: newID(), RoomID: in.ID, Name: in.Name, DisplayName: in.DisplayName, Type: in.Type, Member: who,
		Roles: roles, Open: true, JoinedAt: now, UpdatedAt: now,
	}
	if len(roles) == 0 {
		s.Alert, s.Unread, s.UserMentions = true, 1, 1
	}
	if _, err := r.subscriptions.InsertOne(ctx, s); err != nil {
		return nil, fmt.Errorf("subscribing to the channel %s: %w", in.Name, err)
	}
	return []Joining{{UserID: who.ID, RoomID: in.ID}}, r.count(ctx, in.ID, 1)
}

// count changes the number of members.
func (r *Rooms) count(ctx context.Context, roomID string, by int) error {
	if _, err := r.rooms.UpdateByID(ctx, roomID, bson.M{"$inc": bson.M{"usersCount": by}}); err != nil {
		return fmt.Errorf("counting the members of a channel: %w", err)
	}
	return nil
}
