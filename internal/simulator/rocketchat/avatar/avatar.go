// Package avatar keeps and serves the pictures of the simulated Rocket.Chat:
// the routes below /avatar/, the pictures that custom OAuth services suggest,
// and the ways to set one (§6, §14.6).
//
// Pictures live where Rocket.Chat keeps them when its file store is GridFS: a
// document in rocketchat_avatars, the data in rocketchat_avatars.files and
// rocketchat_avatars.chunks; the account points to them with avatarOrigin and
// avatarETag.
package avatar

import (
	"context"
	"net/http"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/mirror"
	"gonogo/internal/simulator/seeded"
)

// Settings reads the workspace's settings by id. Unknown ids read as the zero
// value.
type Settings interface {
	String(id string) string
	Bool(id string) bool
	Int(id string) int
}

// Options are what the service works with. Every field but Seeded and Writes is needed.
type Options struct {
	Database *mongo.Database
	Settings Settings
	Release  release.Release
	// HTTP fetches pictures for the server; its transport decides which names it
	// reaches.
	HTTP *http.Client
	Now  func() time.Time
	// Authenticate reports whether token is a valid login token of the user.
	Authenticate func(ctx context.Context, userID, token string) bool
	// Update applies a MongoDB update to one users document. Whoever owns the
	// collection makes the changes, one after another: the embedded database
	// would lose one of two at once (observed §0.1).
	Update func(ctx context.Context, userID string, change bson.M) error
	// Seeded are bugs that the service has.
	Seeded seeded.Set
	// Writes are those to the descriptions of pictures; nil: each reading asks the
	// database.
	Writes mirror.Writes
}

// Service is the avatar service of one workspace. It is safe for concurrent
// use.
type Service struct {
	Options

	descriptions *mirror.Collection
}

// New makes the service. It touches neither database nor network.
func New(o Options) *Service {
	return &Service{Options: o, descriptions: mirror.New(o.Database.Collection(documents), o.Writes)}
}

// Names of collections, as Rocket.Chat has them.
const (
	documents      = "rocketchat_avatars" // and the prefix of the GridFS bucket
	users          = "users"
	rooms          = "rocketchat_room"
	serviceConfigs = "meteor_accounts_loginServiceConfiguration"
)
