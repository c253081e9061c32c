// Package postgres runs PostgreSQL in a container, for identity providers.
//
// Images: postgres:16-alpine (authentik), postgres:17-alpine (Clavex; both:
// providers), or another of the official image up to 17, which keeps its data
// where later ones do not. Port: 5432, asked for on 127.0.0.1 alone, which a
// network without a way out turns into no port at all. Ready when pg_isready
// succeeds over TCP: the server that the image's first start runs for its own
// setup listens on a socket file only (docker-library/postgres,
// docker-entrypoint.sh), so it does not count.
//
// Data lies in memory and goes with the container.
package postgres

import (
	"context"
	"net"
	"net/url"
	"slices"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"

	"gonogo/containers"
)

// Port is where PostgreSQL listens in its container.
const Port = "5432/tcp"

// deadline is how long a first start may take; a few seconds are usual.
const deadline = 2 * time.Minute

// Container is a running PostgreSQL.
type Container struct {
	testcontainers.Container
	login login
}

var _ testcontainers.Container = (*Container)(nil)

// Run starts the image and waits until the server takes connections. [WithLogin]
// is required. With an error the container may exist all the same; it is not nil
// then and has to be terminated.
func Run(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	var given login
	keep := testcontainers.CustomizeRequestOption(func(req *testcontainers.GenericContainerRequest) error {
		given = loginOf(req)
		return nil
	})
	own := func(c testcontainers.Container) *Container { return &Container{c, given} }
	return containers.Run(ctx, image, image, own, append(customizers(opts...), keep)...)
}

// customizers are what the request is made of: ours first, then the caller's,
// then what follows from both.
func customizers(opts ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	return slices.Concat([]testcontainers.ContainerCustomizer{
		// The library prints a container's whole log when it does not start.
		testcontainers.WithLogger(log.NewNoopLogger()),
		containers.Publish(Port),
		testcontainers.WithTmpfs(map[string]string{"/var/lib/postgresql/data": "rw"}),
	}, opts, []testcontainers.ContainerCustomizer{
		testcontainers.CustomizeRequestOption(complete),
	})
}

// NetworkURL is how a container on the same network connects to the database of
// the server that answers to alias there, without TLS. It holds the password.
func (c *Container) NetworkURL(alias string) string {
	return c.login.url(net.JoinHostPort(alias, "5432"))
}

// url is a connection URI (PostgreSQL documentation, section 32.1.1.2).
func (l login) url(host string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(l.user, l.password),
		Host: host, Path: "/" + l.database, RawQuery: "sslmode=disable",
	}
	return u.String()
}
