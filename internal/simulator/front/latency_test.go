package front

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const ms = time.Millisecond

// draws are the first times of some kinds of requests.
func draws(seed uint64, kinds ...string) []time.Duration {
	d := newLatency(Latency{Least: 10 * ms, Most: 20 * ms, Seed: seed})
	var all []time.Duration
	for range 50 {
		for _, kind := range kinds {
			all = append(all, d.draw(kind))
		}
	}
	return all
}

func TestTimesAreDrawnFromTheRangeAndAgainBySeed(t *testing.T) {
	t.Parallel()
	first := draws(1, "GET /a")
	for _, d := range first {
		require.GreaterOrEqual(t, d, 10*ms)
		require.LessOrEqual(t, d, 20*ms)
	}
	require.Equal(t, first, draws(1, "GET /a"))
	require.NotEqual(t, first, draws(2, "GET /a"))
	require.NotEqual(t, first, draws(1, "GET /b"))
	among := draws(1, "GET /a", "GET /b")
	for i, d := range first {
		require.Equal(t, d, among[2*i], "what others draw changes nothing")
	}
}

func TestARangeOfOneTimeIsThatTime(t *testing.T) {
	t.Parallel()
	require.Equal(t, 5*ms, newLatency(Latency{Least: 5 * ms, Most: 5 * ms}).draw("GET /"))
}

// held is a network whose requests arrive when the returned channel says so.
func held(t *testing.T) (n *Network, arrive chan time.Time, arrived *atomic.Int32) {
	t.Helper()
	a, err := NewAuthority()
	require.NoError(t, err)
	n, arrive, arrived = NewNetwork(a), make(chan time.Time), new(atomic.Int32)
	n.Delay(Latency{Most: time.Hour})
	n.latency.after = func(time.Duration) <-chan time.Time { return arrive }
	h := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { arrived.Add(1) })
	n.Handle("chat.acme.eu", h)
	n.HandlePlain("chat.acme.eu", h)
	require.NoError(t, n.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, n.Close()) })
	return n, arrive, arrived
}

func TestRequestsArriveWhenTheirTimeIsOver(t *testing.T) {
	t.Parallel()
	n, arrive, arrived := held(t)
	for i, address := range []string{"https://chat.acme.eu/", "http://chat.acme.eu/"} {
		done := make(chan error, 1)
		go func() {
			res, err := n.Client().Get(address)
			if err == nil {
				err = res.Body.Close()
			}
			done <- err
		}()
		arrive <- time.Time{} // taken by the request that waits
		require.NoError(t, <-done)
		require.Equal(t, int32(i+1), arrived.Load(), "once")
	}
}

func TestNobodyWaitsLongerThanTheSenderAndTheNetwork(t *testing.T) {
	t.Parallel()
	n, _, arrived := held(t)
	gone, leave := context.WithCancel(t.Context())
	leave()
	h := n.latency.before(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { arrived.Add(1) }))
	r := httptest.NewRequestWithContext(gone, http.MethodPost, "/token", nil)
	require.PanicsWithError(t, http.ErrAbortHandler.Error(), func() { h.ServeHTTP(httptest.NewRecorder(), r) })

	require.NoError(t, n.Close())
	r = httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/token", nil)
	require.PanicsWithError(t, http.ErrAbortHandler.Error(), func() { h.ServeHTTP(httptest.NewRecorder(), r) })
	require.Zero(t, arrived.Load())
}

func TestWithoutLatencyNothingStandsBeforeAHandler(t *testing.T) {
	t.Parallel()
	a, err := NewAuthority()
	require.NoError(t, err)
	n := NewNetwork(a)
	n.Delay(Latency{})
	require.Nil(t, n.latency)
	w := httptest.NewRecorder()
	n.latency.before(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "there") })).
		ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
	require.Equal(t, "there", w.Body.String())
}
