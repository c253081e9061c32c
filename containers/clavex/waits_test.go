package clavex

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go/wait"
)

// target is a container in a certain state.
type target struct {
	wait.StrategyTarget // what is not used
	state               *container.State
	log                 string
	address             *url.URL
}

func (t target) State(context.Context) (*container.State, error) {
	if t.state == nil {
		return nil, errors.New("no such container")
	}
	return t.state, nil
}

func (t target) Logs(context.Context) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(t.log)), nil
}

func (t target) Host(context.Context) (string, error) { return t.address.Hostname(), nil }

func (t target) MappedPort(context.Context, string) (network.Port, error) {
	return network.ParsePort(t.address.Port() + "/tcp")
}

func TestTheSeedHasToEndWell(t *testing.T) {
	t.Parallel()
	s := &seeded{organization: "acme", secrets: []string{"hunter2hunter2"}}
	require.NoError(t, s.WaitUntilReady(t.Context(), target{state: &container.State{}}))
	for said, of := range map[string]target{
		"the seed of Clavex ended with status 1: FTL migrations failed for (withheld)": {
			state: &container.State{ExitCode: 1}, log: "INF starting\nFTL migrations failed for hunter2hunter2\n\n"},
		"the seed of Clavex ended with status 2: it left no log": {state: &container.State{ExitCode: 2}},
		"looking at the seed of Clavex: no such container":       {},
	} {
		require.EqualError(t, s.WaitUntilReady(t.Context(), of), said)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := s.WaitUntilReady(ctx, target{state: &container.State{Running: true}})
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "the seed of Clavex has made the organization acme")
}

func TestHealthIsAskedUntilItIsThere(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "/healthz", r.URL.Path)
		if asked.Add(1) < 3 {
			w.WriteHeader(http.StatusBadGateway)
		}
	}))
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	require.NoError(t, err)
	running := target{state: &container.State{Running: true}, address: address}
	require.NoError(t, (&health{host: server.URL, client: server.Client()}).WaitUntilReady(t.Context(), running))
	assert.EqualValues(t, 3, asked.Load())
	require.NoError(t, (&health{host: "https://id.acme.eu"}).WaitUntilReady(t.Context(), running))
}
