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

	"gonogo/containers/backed"
	"gonogo/containers/group"
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
type Container struct{ *group.Lead }

var _ testcontainers.Container = (*Container)(nil)

// Run starts the group. WithPublicURL, WithNetwork, WithOwner, WithClient and
// WithAuthority are required. With an error nothing is left behind, and the
// container is nil.
func Run(ctx context.Context, images Images, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	s, err := collect(images, opts)
	if err != nil {
		return nil, err
	}
	return s.run(ctx, backed.Docker())
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

// run starts database and cache side by side, then migrates, then starts all
// parts side by side: they look for each other at the public URL.
func (s *settings) run(ctx context.Context, by backed.Runners) (*Container, error) {
	all := s.requests()
	lead, err := s.Start(ctx, all, by)
	if err != nil {
		return nil, err
	}
	own := func(name string) group.Start { return by.Own.Start(all[name]) }
	if err := lead.Group.Start(ctx, own("migration")); err != nil {
		return nil, fmt.Errorf("migrating Encvoy ID: %w", err)
	}
	err = lead.Group.Start(ctx, lead.Led(own("")), own("back"), own("oidc"), own("auth"), own("front"))
	if err != nil {
		return nil, fmt.Errorf("running Encvoy ID: %w", err)
	}
	return &Container{lead}, nil
}
