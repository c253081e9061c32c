// Package readytest stands for containers and for gateways before them in tests
// of what counts as ready.
package readytest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go/wait"
)

// Target is a container in a certain state, as wait strategies see it.
type Target struct {
	wait.StrategyTarget                  // what is not used
	Now                 *container.State // nil: there is no such container
	Address             *url.URL         // where its ports are published
	Printed             string           // its log
	Environment         []string         // "NAME=value"
}

// Running is a container that runs.
func Running() Target { return Target{Now: &container.State{Running: true}} }

// Exited is a container that has ended.
func Exited(status int) Target { return Target{Now: &container.State{ExitCode: status}} }

// Serve is a container that runs and whose ports are those of a test server.
func Serve(t *testing.T, handler http.Handler) Target {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	require.NoError(t, err)
	running := Running()
	running.Address = address
	return running
}

// Gateway is a client that finds the container's server under every name.
func (t Target) Gateway() *http.Client {
	// Its own: no proxy of the environment, and nothing left open.
	return &http.Client{Transport: gateway{t.Address.Host, &http.Transport{DisableKeepAlives: true}}}
}

type gateway struct {
	to   string
	next http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (g gateway) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = "http", g.to
	return g.next.RoundTrip(r)
}

// State implements wait.StrategyTarget.
func (t Target) State(context.Context) (*container.State, error) {
	if t.Now == nil {
		return nil, errors.New("no such container")
	}
	return t.Now, nil
}

// Host implements wait.StrategyTarget.
func (t Target) Host(context.Context) (string, error) { return t.Address.Hostname(), nil }

// MappedPort implements wait.StrategyTarget: all ports are one.
func (t Target) MappedPort(context.Context, string) (network.Port, error) {
	return network.ParsePort(t.Address.Port() + "/tcp")
}

// Logs implements wait.StrategyTarget.
func (t Target) Logs(context.Context) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(t.Printed)), nil
}

// Inspect implements wait.StrategyTarget.
func (t Target) Inspect(context.Context) (*container.InspectResponse, error) {
	return &container.InspectResponse{Config: &container.Config{Env: t.Environment}}, nil
}
