package contained

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"gonogo/containers"
	"gonogo/containers/gateway"
	"gonogo/containers/mongodb"
	"gonogo/containers/rocketchat"
	"gonogo/internal/release"
)

// database is the name of Rocket.Chat's database.
const database = "rocketchat"

// administrator is the name of the workspace's administrator. It must not be
// "admin", which 3.18.2 blocks by default (§14.1).
const administrator = "gonogo-admin"

// logTimeout bounds the reading of a log.
const logTimeout = 10 * time.Second

func (a *assembly) runMongoDB(ctx context.Context) error {
	end := a.awaited.begin("MongoDB")
	defer end()
	opts := a.options(partMongoDB, true)
	if a.cell.images.replicaSet {
		opts = append(opts, mongodb.WithReplicaSet(partMongoDB))
	}
	var err error
	a.mongo, err = mongodb.Run(ctx, a.cell.images.mongoDB, opts...)
	return err
}

// runGateway ends TLS for the guide's names.
func (a *assembly) runGateway(ctx context.Context) error {
	end := a.awaited.begin("the gateway")
	defer end()
	opts := a.options(partGateway, true, gateway.WithAuthority(a.authority), containers.Join(a.inside, a.cell.hosts()...))
	for host, upstream := range a.cell.sites() {
		opts = append(opts, gateway.WithSite(host, upstream))
	}
	_, err := gateway.Run(ctx, a.cell.images.gateway, opts...)
	return err
}

// runRocketChat starts Rocket.Chat, which publishes no port: it is ready when it
// answers through the gateway.
func (a *assembly) runRocketChat(ctx context.Context) error {
	end := a.awaited.begin("Rocket.Chat to answer at " + a.cell.guide.RocketChatURL)
	defer end()
	opts := a.options(partRocketChat, len(a.cell.identity.outside()) > 0,
		rocketchat.WithRootURL(a.cell.guide.RocketChatURL),
		rocketchat.WithMongo(a.mongo.NetworkURL(partMongoDB, database), a.oplogURL()),
		rocketchat.WithAdmin(administrator, rand.Text(), "administrator@gonogo.test"),
		rocketchat.WithAuthority(a.authority.PEM()),
		rocketchat.WithReachedAt(a.cell.guide.RocketChatURL, a.network.Client()),
	)
	if _, err := rocketchat.Run(ctx, a.cell.images.rocketChat, opts...); err != nil {
		return fmt.Errorf("starting Rocket.Chat %s: %w", a.cell.release, err)
	}
	return nil
}

// oplogURL is the operations log for releases that tail it (§10.1).
func (a *assembly) oplogURL() string {
	if !a.cell.release.Has(release.OplogTailing) {
		return ""
	}
	return a.mongo.OplogURL(partMongoDB)
}
