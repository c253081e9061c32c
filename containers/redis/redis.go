// Package redis runs Redis in a container, for identity providers.
//
// Image: redis:7-alpine (Clavex, authentik up to 2025.8; providers). Port: 6379,
// asked for on 127.0.0.1 alone, which a network without a way out turns into no
// port at all. Ready when redis-cli's PING is answered by PONG.
//
// Nothing is written to disk; what would be, lies in memory and goes with the
// container.
package redis

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"
	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers"
)

// Port is where Redis listens in its container.
const Port = "6379/tcp"

// deadline is how long the start may take; less than a second is usual.
const deadline = time.Minute

// Container is a running Redis.
type Container struct {
	testcontainers.Container
}

var _ testcontainers.Container = (*Container)(nil)

// Run starts the image and waits until the server answers. With an error the
// container may exist all the same; it is not nil then and has to be terminated.
func Run(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	own := func(c testcontainers.Container) *Container { return &Container{c} }
	return containers.Run(ctx, image, image, own, customizers(opts...)...)
}

// customizers are what the request is made of: ours first, then the caller's.
func customizers(opts ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	return slices.Concat([]testcontainers.ContainerCustomizer{
		// The library prints a container's whole log when it does not start.
		testcontainers.WithLogger(log.NewNoopLogger()),
		containers.Publish(Port),
		testcontainers.WithTmpfs(map[string]string{"/data": "rw"}),
		// redis.conf: no snapshots, no log of writes.
		testcontainers.WithCmd("redis-server", "--save", "", "--appendonly", "no"),
		testcontainers.WithWaitStrategy(answering()),
	}, opts)
}

// NetworkURL is how a container on the same network connects to the first
// database of the server that answers to alias there.
func (c *Container) NetworkURL(alias string) string {
	u := url.URL{Scheme: "redis", Host: net.JoinHostPort(alias, "6379"), Path: "/0"}
	return u.String()
}

// answers awaits a PONG. It is a pointer, because the library asks every strategy
// whether it is nil.
type answers struct{ *wait.ExecStrategy }

var (
	_ wait.Strategy        = (*answers)(nil)
	_ wait.StrategyTimeout = (*answers)(nil)
	_ fmt.Stringer         = (*answers)(nil)
)

func answering() *answers {
	return &answers{wait.ForExec([]string{"redis-cli", "ping"}).WithStartupTimeout(deadline).WithResponseMatcher(isPong)}
}

// isPong tells the answer from the errors that redis-cli ends successfully
// with, such as the one of a server that is still loading.
func isPong(printed io.Reader) bool {
	text, err := io.ReadAll(printed)
	return err == nil && bytes.Equal(bytes.TrimSpace(text), []byte("PONG"))
}

// String says what is awaited.
func (*answers) String() string { return "Redis answers PING" }
