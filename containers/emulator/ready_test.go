package emulator

import (
	"context"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/containers/ready/readytest"
)

// contain serves handler as the control API of a container that runs.
func contain(t *testing.T, handler http.HandlerFunc) readytest.Target {
	t.Helper()
	c := readytest.Serve(t, handler)
	c.Environment = []string{"PATH=/", "GONOGO_PROVIDER=entra", "GONOGO_CONTROL_TOKEN=a=b"}
	return c
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
	c.Now = readytest.Exited(2).Now
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
