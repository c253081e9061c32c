package ready_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/moby/moby/api/types/container"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers/ready"
)

// target is a container in a given state.
type target struct {
	wait.StrategyTarget
	state container.State
}

func (t target) State(context.Context) (*container.State, error) { return &t.state, nil }

// provider answers 502 first, as a gateway does, and then with the document.
func provider(t *testing.T, issuer string) *http.Client {
	t.Helper()
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			http.Error(w, "away", http.StatusBadGateway)
			return
		}
		fmt.Fprintf(w, `{"issuer":%q}`, issuer)
	}))
	t.Cleanup(s.Close)
	c := s.Client()
	c.Transport = rewrite{s.Listener.Addr().String(), c.Transport}
	return c
}

// rewrite leads every name to one address.
type rewrite struct {
	to   string
	next http.RoundTripper
}

func (r rewrite) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host = "http", r.to
	return r.next.RoundTrip(req)
}

func TestDiscoveryAwaitsTheIssuerItself(t *testing.T) {
	t.Parallel()
	running := target{state: container.State{Running: true}}
	d := &ready.Discovery{
		Provider: "Dex", Issuer: "https://id.acme.eu/dex", Within: time.Minute,
		Client: provider(t, "https://id.acme.eu/dex"),
	}
	require.NoError(t, d.WaitUntilReady(t.Context(), running))

	d.Issuer = "https://other.acme.eu/dex"
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorContains(t, d.WaitUntilReady(ctx, running),
		"waiting until Dex answers GET https://other.acme.eu/dex/.well-known/openid-configuration")
}

func TestAContainerThatHasEndedIsNotAwaited(t *testing.T) {
	t.Parallel()
	d := &ready.Discovery{Provider: "Dex", Issuer: "https://id.acme.eu/dex", Within: time.Minute, Client: provider(t, "")}
	err := d.WaitUntilReady(t.Context(), target{state: container.State{ExitCode: 2}})
	require.EqualError(t, err,
		"the container ended with status 2 before Dex answers GET https://id.acme.eu/dex/.well-known/openid-configuration")
}
