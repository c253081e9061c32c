// Package encvoy runs Encvoy ID in containers: its four parts, PostgreSQL, Redis,
// and the reverse proxy that its guide counts on.
//
// Images: none is published. The publisher's repository has a Dockerfile for each
// of the parts auth, back, front and oidc; who builds them names the images (see
// ParseImages). At commit 082915b, Dockerfile.back copies from a stage that it
// does not have (mkdocs-builder), so it builds only without that line.
//
// Port: 8080 of the proxy, plain HTTP for a gateway that speaks TLS under the
// public name. Nothing is published.
//
// Ready: the backend and the dashboard answer through the public URL, and the
// discovery document there names that URL as the issuer.
//
// Assumption: all of it. The requests were written from the source and have
// never been run, since there is no image.
//
// Sources: github.com/encvoy/id at 082915b, docker-compose.yml, .example.env,
// nginx.local.conf, package.json, Dockerfile.*, README-qs.md.
package encvoy

import (
	"context"
	"fmt"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/group"
	"gonogo/containers/postgres"
	"gonogo/containers/redis"
)

// Port is where the proxy listens in its container.
const Port = "8080/tcp"

// The images beside the publisher's own. docker-compose.yml asks for the latest
// PostgreSQL and Redis; Dockerfile.front is made of this nginx.
const (
	PostgresImage = "postgres:17-alpine"
	RedisImage    = "redis:7-alpine"
	ProxyImage    = "nginx:1.27-alpine"
)

// Container is a running Encvoy ID: its proxy. Terminate ends all parts.
type Container struct {
	testcontainers.Container
	group *group.Group
}

var _ testcontainers.Container = (*Container)(nil)

// Run starts the group. WithPublicURL, WithNetwork, WithOwner, WithClient and
// WithAuthority are required. With an error nothing is left behind, and the
// container is nil.
func Run(ctx context.Context, images Images, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	s, err := collect(images, opts)
	if err != nil {
		return nil, err
	}
	return s.run(ctx, starters{
		database: func(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (testcontainers.Container, error) {
			return group.Optional(postgres.Run(ctx, image, opts...))
		},
		cache: func(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (testcontainers.Container, error) {
			return group.Optional(redis.Run(ctx, image, opts...))
		},
		part: func(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (testcontainers.Container, error) {
			return group.Optional(testcontainers.Run(ctx, image, opts...))
		},
	})
}

// Requests are what Run asks of Docker, by the name of the member, beside what
// the packages postgres and redis ask for themselves.
func Requests(images Images, opts ...testcontainers.ContainerCustomizer) (map[string]group.Request, error) {
	s, err := collect(images, opts)
	if err != nil {
		return nil, err
	}
	return s.requests(), nil
}

// start makes a container of an image.
type start func(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (testcontainers.Container, error)

// starters make the containers; part those of Encvoy ID and its proxy.
type starters struct{ database, cache, part start }

// run starts database and cache side by side, then migrates, then starts all
// parts side by side: they look for each other at the public URL.
func (s *settings) run(ctx context.Context, by starters) (*Container, error) {
	running, all := &Container{group: &group.Group{}}, s.requests()
	err := running.group.Start(ctx, bind(by.database, all["postgres"]), bind(by.cache, all["redis"]))
	if err != nil {
		return nil, fmt.Errorf("running what Encvoy ID needs: %w", err)
	}
	if err := running.group.Start(ctx, bind(by.part, all["migration"])); err != nil {
		return nil, fmt.Errorf("migrating Encvoy ID: %w", err)
	}
	proxy := func(ctx context.Context) (c testcontainers.Container, err error) {
		running.Container, err = bind(by.part, all[""])(ctx)
		return running.Container, err
	}
	err = running.group.Start(ctx, proxy,
		bind(by.part, all["back"]), bind(by.part, all["oidc"]), bind(by.part, all["auth"]), bind(by.part, all["front"]))
	if err != nil {
		return nil, fmt.Errorf("running Encvoy ID: %w", err)
	}
	return running, nil
}

func bind(by start, r group.Request) group.Start {
	return func(ctx context.Context) (testcontainers.Container, error) { return by(ctx, r.Image, r.Options...) }
}

// Terminate implements testcontainers.Container for the whole group.
func (c *Container) Terminate(ctx context.Context, opts ...testcontainers.TerminateOption) error {
	if err := c.group.Terminate(ctx, opts...); err != nil {
		return fmt.Errorf("ending Encvoy ID: %w", err)
	}
	return nil
}
