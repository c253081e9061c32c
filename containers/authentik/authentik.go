// Package authentik runs authentik in containers: its server and its worker,
// PostgreSQL and, where the release needs it, Redis.
//
// Images: ghcr.io/goauthentik/server, twice, in an exact tag (see [Image] and
// [ImageWithRedis]); the database is postgres:16-alpine and the cache
// redis:7-alpine (see [WithPartImages]). The cache is needed up to 2025.8
// (providers: authentik), which the tag of the image has to tell.
//
// Port: 9000, plain HTTP for a gateway that speaks TLS under the public name;
// authentik believes what such a gateway on a private network says about the
// original request. It is published on 127.0.0.1 only where no client is given
// (see [WithClient]).
//
// Ready: GET /-/health/ready/ succeeds; then the API takes the bootstrap token
// and has what the worker makes of the blueprints a while later: the flows and
// the scope mappings that every registration needs, the signing key, and the
// blueprints of [WithBlueprint]. The worker is ready when its own health check
// says so. The first start takes a minute or more.
//
// Nothing calls home: no updates, no analytics, no error reports, and pictures
// of people are their initials instead of what Gravatar has.
//
// Sources: the publisher's docker-compose.yml of 2025.2.4 and
// lifecycle/container/compose.yml of 2026.2.2; docs.goauthentik.io, "Automated
// install", "Air-gapped environments", "Monitoring", "Blueprints".
package authentik

import (
	"context"
	"fmt"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/backed"
	"gonogo/containers/group"
)

// Port is where authentik's server listens in its container.
const Port = "9000/tcp"

// The images of authentik: the newest that is known (release of 2026-10-21), and
// the last of the series that needs Redis.
const (
	Image          = "ghcr.io/goauthentik/server:2026.8.5"
	ImageWithRedis = "ghcr.io/goauthentik/server:2025.8.6"
)

// The images of the database and of the cache.
const (
	PostgresImage = "postgres:16-alpine"
	RedisImage    = "redis:7-alpine"
)

// Container is a running authentik: the server, whose worker, database and cache
// end with it.
type Container struct{ *group.Lead }

var _ testcontainers.Container = (*Container)(nil)

// Run starts the group. [WithPublicURL], [WithNetwork] and [WithAdministrator]
// are required. With an error nothing is left behind, and the container is nil.
func Run(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	s, err := collect(image, opts)
	if err != nil {
		return nil, err
	}
	return s.run(ctx, image, backed.Docker())
}

// Requests are what [Run] asks of Docker, by the name of the member, beside what
// the packages postgres and redis ask for themselves.
func Requests(image string, opts ...testcontainers.ContainerCustomizer) (map[string]group.Request, error) {
	s, err := collect(image, opts)
	if err != nil {
		return nil, err
	}
	return s.requests(image), nil
}

// run starts database and cache side by side, then server and worker side by
// side (compose.yml, depends_on).
func (s *settings) run(ctx context.Context, image string, by backed.Runners) (*Container, error) {
	all := s.requests(image)
	lead, err := s.Start(ctx, all, by)
	if err != nil {
		return nil, err
	}
	if err := lead.Group.Start(ctx, lead.Led(by.Own.Start(all[""])), by.Own.Start(all["worker"])); err != nil {
		return nil, fmt.Errorf("running authentik: %w", err)
	}
	hush := func(ctx context.Context) (testcontainers.Container, error) {
		return nil, s.api().keepPicturesLocal(ctx, lead)
	}
	if err := lead.Group.Start(ctx, hush); err != nil {
		return nil, fmt.Errorf("keeping authentik from asking Gravatar: %w", err)
	}
	return &Container{lead}, nil
}
