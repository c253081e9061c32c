// Package room keeps the public channels of a simulated Rocket.Chat and who is in
// them, as far as "Map Roles/Groups to channels" needs them (§1.5): the
// collections rocketchat_room and rocketchat_subscription. There are no messages,
// no other kinds of rooms, and no channel that everybody joins. What it does was
// read in the public repository, at what 3.18 had: app/custom-oauth/server/oauth_helpers.js
// (#18146), app/lib/server/functions/{createRoom,addUserToRoom}.js and
// app/models/server/models/Subscriptions.js.
package room

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/simulator/rocketchat/mirror"
	"gonogo/internal/simulator/seeded"
)

// Member is the part of an account that subscriptions repeat.
type Member struct {
	ID       string `bson:"_id" json:"_id"`
	Username string `bson:"username,omitempty" json:"username,omitempty"`
	Name     string `bson:"name,omitempty" json:"name,omitempty"`
}

// Room is a document of rocketchat_room.
type Room struct {
	ID          string    `bson:"_id" json:"_id"`
	Name        string    `bson:"name" json:"name"`
	DisplayName string    `bson:"fname" json:"fname"`
	Type        string    `bson:"t" json:"t"` // "c": a public channel
	Messages    int       `bson:"msgs" json:"msgs"`
	Members     int       `bson:"usersCount" json:"usersCount"`
	Owner       Member    `bson:"u" json:"u"`
	ReadOnly    bool      `bson:"ro" json:"ro"`
	CreatedAt   time.Time `bson:"ts" json:"ts"`
	UpdatedAt   time.Time `bson:"_updatedAt" json:"_updatedAt"`
}

// Subscription is a document of rocketchat_subscription: somebody is in a room.
type Subscription struct {
	ID            string    `bson:"_id" json:"_id"`
	RoomID        string    `bson:"rid" json:"rid"`
	Name          string    `bson:"name" json:"name"`
	DisplayName   string    `bson:"fname" json:"fname"`
	Type          string    `bson:"t" json:"t"`
	Member        Member    `bson:"u" json:"u"`
	Roles         []string  `bson:"roles,omitempty" json:"roles,omitempty"` // in the room
	Open          bool      `bson:"open" json:"open"`
	Alert         bool      `bson:"alert" json:"alert"`
	Unread        int       `bson:"unread" json:"unread"`
	UserMentions  int       `bson:"userMentions" json:"userMentions"`
	GroupMentions int       `bson:"groupMentions" json:"groupMentions"`
	JoinedAt      time.Time `bson:"ts" json:"ts"`
	UpdatedAt     time.Time `bson:"_updatedAt" json:"_updatedAt"`
}

// Options are what [New] needs. Database and Find are required.
type Options struct {
	Database *mongo.Database
	// Find looks an account up by its user name in any case; nil without error if
	// there is none.
	Find func(ctx context.Context, username string) (*Member, error)
	Log  func(line string) // the server log; nil: dropped
	Now  func() time.Time  // nil: time.Now
	// Writes are those to the subscriptions; nil: each reading asks the database.
	Writes mirror.Writes
	// Seeded are bugs that the channels have.
	Seeded seeded.Set
}

// Rooms is all channels. It is safe for concurrent use.
type Rooms struct {
	rooms         *mongo.Collection
	subscriptions *mongo.Collection
	mirror        *mirror.Collection // of subscriptions
	find          func(ctx context.Context, username string) (*Member, error)
	log           func(string)
	now           func() time.Time
	seeded        seeded.Set

	// write serialises changes: counters are read, changed and written back by the
	// embedded database without a lock (observed §0.1).
	write sync.Mutex
}

// New opens the channels of a database, which may have been used before.
func New(o Options) *Rooms {
	r := &Rooms{
		rooms:         o.Database.Collection("rocketchat_room"),
		subscriptions: o.Database.Collection("rocketchat_subscription"),
		find:          o.Find, log: o.Log, now: o.Now, seeded: o.Seeded,
	}
	r.mirror = mirror.New(r.subscriptions, o.Writes)
	if r.log == nil {
		r.log = func(string) {}
	}
	if r.now == nil {
		r.now = time.Now
	}
	return r
}

// ByID finds a channel; nil without error if there is none.
func (r *Rooms) ByID(ctx context.Context, id string) (*Room, error) {
	return r.findOne(ctx, bson.M{"_id": id})
}

// ByName finds a channel by the exact name; nil without error if there is none.
func (r *Rooms) ByName(ctx context.Context, name string) (*Room, error) {
	return r.findOne(ctx, bson.M{"name": name})
}

func (r *Rooms) findOne(ctx context.Context, filter bson.M) (*Room, error) {
	var found Room
	err := r.rooms.FindOne(ctx, filter).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the channels: %w", err)
	}
	return &found, nil
}

// Subscription finds somebody's place in a room; nil without error if there is none.
func (r *Rooms) Subscription(ctx context.Context, roomID, userID string) (*Subscription, error) {
	var found Subscription
	err := r.subscriptions.FindOne(ctx, bson.M{"rid": roomID, "u._id": userID}).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the subscriptions: %w", err)
	}
	return &found, nil
}
