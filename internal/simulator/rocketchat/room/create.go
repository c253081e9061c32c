package room

import (
	"context"
	"crypto/rand"
	"fmt"
	"regexp"
	"strings"

	"gonogo/internal/simulator/seeded"
)

// Refusal is a Meteor error of one of the server's functions about rooms.
type Refusal struct {
	Code     string // "error-invalid-user"
	Reason   string
	Function string // "RocketChat.createRoom"
}

// Error returns the reason and the code, as Meteor prints them.
func (r *Refusal) Error() string { return r.Reason + " [" + r.Code + "]" }

// create makes a public channel, which its owner is in. An owner who does not
// exist is a [Refusal] (createRoom.js), as are a name without text and one of
// other characters (getValidRoomName.js, with the default of
// UTF8_Names_Validation). The caller holds the lock.
func (r *Rooms) create(ctx context.Context, name, owner string) (*Room, []Joining, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return nil, nil, &Refusal{"error-invalid-name", "Invalid name", "RocketChat.createRoom"}
	}
	who, err := r.find(ctx, strings.TrimSpace(owner))
	if err != nil {
		return nil, nil, err
	}
	if who == nil {
		return nil, nil, &Refusal{"error-invalid-user", "Invalid user", "RocketChat.createRoom"}
	}
	if !regexp.MustCompile(`^[0-9a-zA-Z-_.]+$`).MatchString(name) {
		return nil, nil, &Refusal{"error-invalid-room-name", name + " is not a valid room name.", "RocketChat.getValidRoomName"}
	}
	now := r.now().UTC()
	made := &Room{
		ID: newID(), Name: name, DisplayName: name, Type: r.kind(), CreatedAt: now, UpdatedAt: now,
		Owner: Member{ID: who.ID, Username: who.Username},
	}
	if _, err := r.rooms.InsertOne(ctx, made); err != nil {
		return nil, nil, fmt.Errorf("inserting the channel %s: %w", name, err)
	}
	joined, err := r.subscribe(ctx, made, *who, "owner")
	return made, joined, err
}

// kind is that of channels that are made: public.
func (r *Rooms) kind() string {
	if r.seeded.Has(seeded.ChannelsPrivate) {
		return "p"
	}
	return "c"
}

// newID is as long as Meteor's Random.id: 17 characters.
func newID() string { return rand.Text()[:17] }
