// Package account keeps the people of a simulated Rocket.Chat (legacy login
// engine): the users collection, logins by password, token and external
// service, and the answers that failed logins get. It follows §5 of the
// behavioural specification and what was observed on a real server (observed
// §A, §B, §C and §G); behaviours that differ by release come from
// [release.Release].
package account

import (
	"context"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/mirror"
	"gonogo/internal/simulator/rocketchat/room"
	"gonogo/internal/simulator/seeded"
)

// Settings reads the workspace's settings by id. Unknown ids give zero values.
type Settings interface {
	String(id string) string
	Bool(id string) bool
	Int(id string) int
}

// Avatars fetches the picture that an account's services suggest and stores it.
type Avatars interface {
	SetFromServices(ctx context.Context, userID string) error
}

// Options are what [New] needs. Database, Release and Settings are required.
type Options struct {
	Database *mongo.Database
	Release  release.Release
	Settings Settings
	Avatars  Avatars               // nil: pictures are never fetched
	Rooms    *room.Rooms           // nil: groups lead to no channels
	Log      func(line string)     // the server log; nil: dropped
	Mailer   func(to, code string) // receives e-mail codes; nil: dropped
	Now      func() time.Time      // nil: time.Now
	Writes   mirror.Writes         // to the collection users; nil: each reading asks the database
	Seeded   seeded.Set            // bugs that the accounts have
}

// Accounts is the users collection and everything that changes it. It is safe
// for concurrent use.
type Accounts struct {
	users    *mongo.Collection
	mirror   *mirror.Collection // of users
	roles    *mongo.Collection
	release  release.Release
	settings Settings
	avatars  Avatars
	rooms    *room.Rooms
	log      func(string)
	mail     func(to, code string)
	now      func() time.Time
	seeded   seeded.Set

	// write serialises changes of user documents: the embedded database reads,
	// changes and writes back without a lock (observed §0.1).
	write    sync.Mutex
	indexed  map[string]bool // services whose id index exists; guarded by write
	failures failures
	lastSeen lastSeen
}

// New makes the unique indexes and returns the accounts of a workspace.
func New(ctx context.Context, o Options) (*Accounts, error) {
	a := &Accounts{
		users:    collection(o.Database),
		roles:    o.Database.Collection("rocketchat_roles"),
		release:  o.Release,
		settings: o.Settings,
		avatars:  o.Avatars,
		rooms:    o.Rooms,
		log:      o.Log,
		mail:     o.Mailer,
		now:      o.Now,
		seeded:   o.Seeded,
		indexed:  map[string]bool{},
		failures: newFailures(),
	}
	a.mirror = mirror.New(a.users, o.Writes)
	a.fillDefaults()
	return a, a.createUniqueIndex(ctx, "username")
}

func (a *Accounts) fillDefaults() {
	if a.log == nil {
		a.log = func(string) {}
	}
	if a.mail == nil {
		a.mail = func(string, string) {}
	}
	if a.now == nil {
		a.now = time.Now
	}
}
