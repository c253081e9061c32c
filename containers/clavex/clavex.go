// Package clavex runs Clavex in containers: the server, PostgreSQL and Redis.
//
// Images: ghcr.io/clavex-eu/clavex, in the tag that is asked for (see Image); its database
// and cache are postgres:17-alpine and redis:7-alpine, as in the publisher's
// docker-compose.minimal.yml (see WithPartImages).
//
// Port: 8080, plain HTTP for a gateway that speaks TLS under the public name. It
// is published on 127.0.0.1 only where no client is given (see WithClient).
//
// Ready: first /seed of the image ends well, which migrates the schema and makes
// the organization and its administrator (cmd/seed/main.go); then GET /healthz
// answers (providers: Clavex) and the discovery document names the organization's
// issuer. The first start takes 1.2 s there.
//
// Nothing is reported to telemetry.clavex.eu. At its start Clavex also asks the
// FIDO Alliance for a list of authenticators (cmd/server/main.go,
// RunMDS3WorkerFull), which cannot be switched off; a network without a way out
// stops it.
//
// Sources: github.com/clavex-eu/clavex at 044ce5c, docker-compose.minimal.yml,
// Dockerfile, config.example.yaml, internal/config/config.go, cmd.
package clavex

import (
	"context"
	"fmt"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/backed"
	"gonogo/containers/group"
)

// Port is where Clavex listens in its container.
const Port = "8080/tcp"

// The images, as docker-compose.minimal.yml names them: of Clavex, of the database
// and of the cache.
const (
	Image         = "ghcr.io/clavex-eu/clavex:latest"
	PostgresImage = "postgres:17-alpine"
	RedisImage    = "redis:7-alpine"
)

// Container is a running Clavex. Terminate ends its database and its cache too.
type Container struct{ *group.Lead }

var _ testcontainers.Container = (*Container)(nil)

// Run starts the group. WithPublicURL, WithNetwork and WithAdministrator are
// required. With an error nothing is left behind, and the container is nil.
func Run(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	s, err := collect(opts)
	if err != nil {
		return nil, err
	}
	return s.run(ctx, image, backed.Docker())
}

// Requests are what Run asks of Docker, by the name of the member, beside what
// the packages postgres and redis ask for themselves.
func Requests(image string, opts ...testcontainers.ContainerCustomizer) (map[string]group.Request, error) {
	s, err := collect(opts)
	if err != nil {
		return nil, err
	}
	return s.requests(image), nil
}

// run starts database and cache side by side, then the seed, then the server:
// each ends at once without what it needs (cmd/server/main.go).
func (s *settings) run(ctx context.Context, image string, by backed.Runners) (*Container, error) {
	all := s.requests(image)
	lead, err := s.Start(ctx, all, by)
	if err != nil {
		return nil, err
	}
	if err := lead.Group.Start(ctx, passing(by.Own.Start(all["seed"]))); err != nil {
		return nil, fmt.Errorf("seeding Clavex: %w", err)
	}
	if err := lead.Group.Start(ctx, lead.Led(by.Own.Start(all[""]))); err != nil {
		return nil, fmt.Errorf("running Clavex: %w", err)
	}
	return &Container{lead}, nil
}

// passing takes a container away as soon as it has done its work: the seed's log
// and environment hold the administrator's password.
func passing(start group.Start) group.Start {
	return func(ctx context.Context) (testcontainers.Container, error) {
		c, err := start(ctx)
		if err != nil || c == nil {
			return c, err
		}
		if err := c.Terminate(ctx); err != nil {
			return c, fmt.Errorf("ending the seed: %w", err)
		}
		return nil, nil
	}
}
