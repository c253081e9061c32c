// Package emulator runs an emulated identity provider in a container of ours,
// beside a real Rocket.Chat. It is for providers that have no image: Microsoft
// Entra ID and miniOrange are hosted services, and Encvoy ID publishes none.
//
// Image: gonogo/emulator:local, built from this repository (`make images`).
//
// Ports: 8080 serves the provider on plain HTTP for a gateway that speaks TLS
// under the provider's name; it is not published. 9090 serves the control API
// (gonogo/internal/provider/control) and is published on 127.0.0.1 alone, which
// asks for one network that is not internal.
//
// Ready: the control API answers, and says that the provider's pages do.
package emulator

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/moby/moby/api/types/container"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers"
	"gonogo/internal/provider/control"
)

// The ports of the container.
const (
	Port        = "8080/tcp" // the provider, plain HTTP
	ControlPort = "9090/tcp" // the control API
)

// startTime bounds the wait for readiness. The emulator is up in well under a
// second; the rest is for a machine that starts a whole stack at once.
const startTime = time.Minute

// Container is a running emulator.
type Container struct{ testcontainers.Container }

var _ testcontainers.Container = (*Container)(nil)

// Run starts an emulator. WithProvider, WithBaseURL and WithControlToken are
// required. A container that was created but did not become ready is returned
// with the error, to be read and ended.
func Run(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	own := func(c testcontainers.Container) *Container { return &Container{c} }
	return containers.Run(ctx, "the emulator", image, own, request(opts)...)
}

// request is what Run asks of Docker.
func request(opts []testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	all := []testcontainers.ContainerCustomizer{
		containers.Publish(ControlPort),
		testcontainers.WithWaitStrategyAndDeadline(startTime, &answers{}),
	}
	return append(append(all, opts...), testcontainers.CustomizeRequestOption(complete))
}

// Control is a client of the container's control API.
func (c *Container) Control(ctx context.Context) (*control.Client, error) {
	return administer(ctx, c.Container)
}

// administer reads what the client needs from the container itself, so that it
// works for one that was found again as well.
func administer(ctx context.Context, target wait.StrategyTarget) (*control.Client, error) {
	found, err := target.Inspect(ctx)
	if err != nil {
		return nil, fmt.Errorf("inspecting the emulator: %w", err)
	}
	host, err := target.Host(ctx)
	if err != nil {
		return nil, fmt.Errorf("finding Docker's host: %w", err)
	}
	port, err := target.MappedPort(ctx, ControlPort)
	if err != nil {
		return nil, fmt.Errorf("finding the port of the emulator's control API: %w", err)
	}
	return control.New(control.Options{
		ID: variable(found, ProviderVariable), Token: variable(found, TokenVariable),
		URL: "http://" + host + ":" + port.Port(),
		// Its own: no proxy of the environment, and nothing left open.
		HTTP: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}},
	}), nil
}

// variable is one of the container's environment; empty where it is not set.
func variable(c *container.InspectResponse, name string) string {
	for _, pair := range c.Config.Env {
		if value, found := strings.CutPrefix(pair, name+"="); found {
			return value
		}
	}
	return ""
}
