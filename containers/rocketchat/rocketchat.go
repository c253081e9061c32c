// Package rocketchat runs Rocket.Chat in a container.
//
// Images: registry.rocket.chat/rocketchat/rocket.chat:<version> (§10.1), or
// gonogo/rocketchat:<version>, the simulator with the same environment. Port:
// 3000, published on 127.0.0.1 alone; on a network without a way out it is not
// published at all, and [WithReachedAt] says through which gateway to ask. Ready
// when GET /api/info answers 200 and the administrator can log in (§10.3).
//
// Nothing is published by accident: a request without ports would get those of
// the image on all interfaces, so the port is always asked for on 127.0.0.1.
package rocketchat

import (
	"context"
	"fmt"
	"slices"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"

	"gonogo/containers"
	client "gonogo/internal/rocketchat"
)

// Port is where Rocket.Chat listens in its container.
const Port = "3000/tcp"

// Container is a running Rocket.Chat.
type Container struct {
	testcontainers.Container
	image   string
	opts    []testcontainers.ContainerCustomizer
	ready   *readiness
	earlier []string // log lines of the containers that this one has replaced
}

var _ testcontainers.Container = (*Container)(nil)

// Run starts the image and waits until the administrator has logged in.
// [WithRootURL], [WithMongo] and [WithAdmin] are required. With an error the
// container may exist all the same; it is not nil then and has to be terminated.
func Run(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	c := &Container{image: image, opts: opts}
	keep := testcontainers.CustomizeRequestOption(func(req *testcontainers.GenericContainerRequest) error {
		c.ready = readinessOf(req)
		return nil
	})
	own := func(running testcontainers.Container) *Container {
		c.Container = running
		return c
	}
	return containers.Run(ctx, image, image, own, append(customizers(opts...), keep)...)
}

// customizers are what the request is made of: ours first, then the caller's,
// then what follows from both.
func customizers(opts ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	return slices.Concat([]testcontainers.ContainerCustomizer{
		// The library prints a container's whole log, secrets included, when it
		// does not start; our error has the last lines without them.
		testcontainers.WithLogger(log.NewNoopLogger()),
		containers.Publish(Port),
		testcontainers.WithEnv(environment()),
		// Instead of the image's volume (§10.1), which would outlive a killed run.
		testcontainers.WithTmpfs(map[string]string{"/app/uploads": "rw"}),
	}, opts, []testcontainers.ContainerCustomizer{
		testcontainers.CustomizeRequestOption(complete),
	})
}

// URL is where Rocket.Chat is reached from this machine: the gateway's address,
// or the published port by plain HTTP.
func (c *Container) URL() string { return c.ready.base }

// Admin is a client of the administrator, who is logged in.
func (c *Container) Admin() *client.Client { return c.ready.admin }

// Log is what Rocket.Chat has printed so far, oldest first, secrets removed. It
// begins with what the containers printed that [Container.SetRootURL] replaced.
func (c *Container) Log(ctx context.Context) ([]string, error) {
	lines, err := logOf(ctx, c.Container, c.ready.password)
	if err != nil {
		return nil, fmt.Errorf("reading Rocket.Chat's log: %w", err)
	}
	return append(slices.Clone(c.earlier), lines...), nil
}

// SetRootURL replaces the container by one with another ROOT_URL, on the same
// database and networks: only Rocket.Chat starts anew. Further options, such as
// [WithReachedAt], are applied last. The old container is gone afterwards, also
// with an error.
//
// A used database keeps the Site_Url that it had first, which beats ROOT_URL
// (§8); so the setting is overwritten, and stays so.
func (c *Container) SetRootURL(ctx context.Context, url string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	lines, err := c.Log(ctx)
	if err != nil {
		return nil, err
	}
	if err := c.Terminate(ctx); err != nil {
		return nil, fmt.Errorf("ending Rocket.Chat before it starts with ROOT_URL %s: %w", url, err)
	}
	moved := []testcontainers.ContainerCustomizer{
		WithRootURL(url), WithEnvironment(map[string]string{"OVERWRITE_SETTING_Site_Url": url}),
	}
	next, err := Run(ctx, c.image, slices.Concat(c.opts, moved, opts)...)
	if next != nil {
		next.earlier = lines
	}
	return next, err
}
