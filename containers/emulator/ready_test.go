package emulator

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go/wait"
)

// target is a container whose control API is a test server.
type target struct {
	wait.StrategyTarget // what is not used
	address             *url.URL
	env                 []string
	state               container.State
}

func (t target) Host(context.Context) (string, error) { return t.address.Hostname(), nil }

func (t target) MappedPort(context.Context, string) (network.Port, error) {
	return network.ParsePort(t.address.Port() + "/tcp")
}

func (t target) State(context.Context) (*container.State, error) { return &t.state, nil }

func (t target) Inspect(context.Context) (*container.InspectResponse, error) {
	return &container.InspectResponse{Config: &container.Config{Env: t.env}}, nil
}

// contain serves handler as the control API of a container that runs.
func contain(t *testing.T, handler http.HandlerFunc) target {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	require.NoError(t, err)
	return target{
		address: address, state: container.State{Running: true},
		env: []string{"PATH=/", "GONOGO_PROVIDER=entra", "GONOGO_CONTROL_TOKEN=a=b"},
	}
}

func TestReadyOnceTheProviderAnswers(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	c := contain(t, func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "Bearer a=b", r.Header.Get("Authorization"))
		if asked.Add(1) < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte(`{"provider":"entra"}`))
	})
	require.NoError(t, (&answers{}).WaitUntilReady(t.Context(), c))
	assert.EqualValues(t, 3, asked.Load())
}

func TestAContainerThatHasEndedIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	c := contain(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	c.state = container.State{ExitCode: 2}
	assert.EqualError(t, (&answers{}).WaitUntilReady(t.Context(), c), "the container ended with status 2 before the emulator's control API answers GET /ready, which asks the provider itself")
}

func TestTheLastAnswerIsTold(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	var asked atomic.Int32
	c := contain(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) > 1 {
			cancel()
		}
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"error":"wrong token"}`))
	})
	err := (&answers{}).WaitUntilReady(ctx, c)
	assert.ErrorIs(t, err, context.Canceled)
	assert.ErrorContains(t, err, "wrong token")
}
