// Package dex runs Dex, a real OpenID provider that belongs to no guide: an
// independent referee.
//
// Image: ghcr.io/dexidp/dex (see [Image]); gonogo/dex:local (`make images`) is
// the same server, packed here.
//
// Port: 5556 serves everything on plain HTTP, below the issuer's path. It is
// published on 127.0.0.1, unless [Through] gives another way: in a stack of
// containers Dex stays inside, behind a gateway that speaks TLS.
//
// Ready: the discovery document names the issuer.
//
// The state is in memory. Nothing is reported to anybody: Dex has no telemetry
// but metrics that it serves where asked to, which is off here.
//
// Sources: github.com/dexidp/dex at v2.45.1, Dockerfile, cmd/dex/config.go,
// cmd/docker-entrypoint, config.yaml.dist; providers: Dex.
package dex

import (
	"context"
	"fmt"
	"time"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/ready"
)

// Image is the publisher's image that this package is written for.
const Image = "ghcr.io/dexidp/dex:v2.45.1"

// Port is where Dex listens, in the container.
const Port = "5556/tcp"

// configPath does not end in .yaml: the image's entry point would take such a
// file for a template of gomplate, and a password hash is none.
const configPath = "/etc/dex/gonogo.json"

// startTime bounds the wait for readiness. Dex is up in well under a second;
// the rest is for a machine that starts a whole stack at once.
const startTime = time.Minute

// Container is a running Dex.
type Container struct {
	testcontainers.Container
	issuer string
}

var _ testcontainers.Container = (*Container)(nil)

// Run starts Dex. It needs WithIssuer. A container that was created but did not
// become ready is returned with the error, to be read and ended.
func Run(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	s, err := collect(opts)
	if err != nil {
		return nil, fmt.Errorf("running Dex: %w", err)
	}
	own := func(c testcontainers.Container) *Container { return &Container{Container: c, issuer: s.config.Issuer} }
	return containers.Run(ctx, "Dex", image, own, append(request(s), opts...)...)
}

// request is what Run asks of Docker, beside the caller's own options.
func request(s *settings) []testcontainers.ContainerCustomizer {
	config := testcontainers.CustomizeRequestOption(func(req *testcontainers.GenericContainerRequest) error {
		content, err := s.render()
		if err != nil {
			return err
		}
		return containers.File(configPath, content)(req)
	})
	all := []testcontainers.ContainerCustomizer{
		config,
		testcontainers.WithCmd("dex", "serve", configPath),
		testcontainers.WithWaitStrategyAndDeadline(startTime, &ready.Discovery{
			Provider: "Dex", Issuer: s.config.Issuer, Client: s.through, Port: Port, Within: startTime,
		}),
	}
	if s.through == nil {
		all = append(all, containers.Publish(Port))
	}
	return all
}

// Issuer is the issuer as clients know it: "https://id.acme.eu/dex".
func (c *Container) Issuer() string { return c.issuer }

// Address is the issuer's path on the published port:
// "http://127.0.0.1:49153/dex". With Through there is none.
func (c *Container) Address(ctx context.Context) (string, error) {
	return ready.Published(ctx, c.Container, Port, c.issuer)
}
