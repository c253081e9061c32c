// Package mongodb runs MongoDB in a container, for Rocket.Chat.
//
// Images: mongo:4.4 to mongo:8.0 as the release asks for (§10.2), older ones for
// Rocket.Chat itself, or gonogo/mongodb:local, which speaks the same protocol
// but knows no replica sets. Port: 27017, published on 127.0.0.1 alone. Ready
// when the server says that it waits for connections and, with [WithReplicaSet],
// when it is the primary. Data lies in memory and goes with the container: the
// storage engine needs nothing of its file system that tmpfs has not.
//
// Nothing is measured by strangers: free monitoring (MongoDB 4.0 to 6.x) is off
// until somebody asks the server for it, and its switch is unknown to 7.0
// (MongoDB manual, "Free Monitoring", "7.0 compatibility"), so none is set; the
// shell's telemetry is switched off where a shell is used.
package mongodb

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"slices"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"
	module "github.com/testcontainers/testcontainers-go/modules/mongodb"
	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers"
)

// Port is where MongoDB listens in its container.
const Port = "27017/tcp"

// deadline is how long a server may take from its start to being ready. A few
// seconds are usual; machines that start a whole stack at once are slower.
const deadline = 2 * time.Minute

// Container is a running MongoDB.
type Container struct {
	*module.MongoDBContainer
	replicaSet string
}

var _ testcontainers.Container = (*Container)(nil)

// Run starts the image and waits until the server is ready. With an error the
// container may exist all the same; it is not nil then and has to be terminated.
func Run(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	running, err := module.Run(ctx, image, customizers(opts...)...)
	if running == nil || running.Container == nil {
		return nil, fmt.Errorf("running %s: %w", image, err)
	}
	c := &Container{MongoDBContainer: running}
	if err != nil {
		return c, fmt.Errorf("running %s: %w", image, err)
	}
	inspected, err := c.Inspect(ctx)
	if err != nil {
		return c, fmt.Errorf("looking at the container of %s: %w", image, err)
	}
	c.replicaSet = replicaSetOf(inspected.Config.Cmd)
	return c, nil
}

// customizers are what the request is made of: ours first, then the caller's.
func customizers(opts ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	return slices.Concat([]testcontainers.ContainerCustomizer{
		// The library prints a container's whole log when it does not start.
		testcontainers.WithLogger(log.NewNoopLogger()),
		containers.Publish(Port), // the module asks for all interfaces
		testcontainers.WithTmpfs(map[string]string{"/data/db": "rw", "/data/configdb": "rw"}),
		// The module waits for the capital letter of 4.4 and later; 4.0 writes
		// "waiting for connections on port 27017".
		testcontainers.WithWaitStrategyAndDeadline(deadline,
			wait.ForLog("[Ww]aiting for connections").AsRegexp().WithStartupTimeout(deadline)),
	}, opts)
}

// URL is how this machine connects, past the discovery of the replica set: its
// member has a name that only the containers know.
func (c *Container) URL(ctx context.Context) (string, error) {
	address, err := c.PortEndpoint(ctx, Port, "")
	if err != nil {
		return "", fmt.Errorf("asking for MongoDB's published port: %w", err)
	}
	return connection(address, "", url.Values{"directConnection": {"true"}}), nil
}

// NetworkURL is how a container on the same network connects to a database of
// the server that answers to alias there (§10.1).
func (c *Container) NetworkURL(alias, database string) string {
	query := url.Values{}
	if c.replicaSet != "" {
		query.Set("replicaSet", c.replicaSet)
	}
	return connection(net.JoinHostPort(alias, "27017"), database, query)
}

// OplogURL is the operations log as Rocket.Chat up to 6.x asks for it (§10.1);
// empty where there is no replica set, hence no log.
func (c *Container) OplogURL(alias string) string {
	if c.replicaSet == "" {
		return ""
	}
	return c.NetworkURL(alias, "local")
}

// connection is a connection string.
func connection(host, database string, query url.Values) string {
	u := url.URL{Scheme: "mongodb", Host: host, Path: "/" + database, RawQuery: query.Encode()}
	return u.String()
}
