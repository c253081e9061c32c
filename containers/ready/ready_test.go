package ready_test

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/containers/ready"
	"gonogo/containers/ready/readytest"
)

// away answers 502 first, as a gateway does, and then what it is given.
func away(t *testing.T, answer string) readytest.Target {
	t.Helper()
	var asked atomic.Int32
	return readytest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			http.Error(w, "away", http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, answer)
	}))
}

func TestDiscoveryAwaitsTheIssuerItself(t *testing.T) {
	t.Parallel()
	running := away(t, `{"issuer":"https://id.acme.eu/dex"}`)
	d := &ready.Discovery{
		Provider: "Dex", Issuer: "https://id.acme.eu/dex", Within: time.Minute,
		Client: running.Gateway(),
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
	d := &ready.Discovery{Provider: "Dex", Issuer: "https://id.acme.eu/dex", Within: time.Minute, Client: readytest.Serve(t, http.NotFoundHandler()).Gateway()}
	err := d.WaitUntilReady(t.Context(), readytest.Exited(2))
	require.EqualError(t, err,
		"the container ended with status 2 before Dex answers GET https://id.acme.eu/dex/.well-known/openid-configuration")
}

func TestAnAnswerIsAwaitedThroughTheGatewayOrAtThePort(t *testing.T) {
	t.Parallel()
	for said, way := range map[string]ready.Way{
		"Clavex answers GET /healthz at https://id.acme.eu": {Base: "https://id.acme.eu", Client: http.DefaultClient},
		"Clavex answers GET /healthz at port 8080/tcp":      {Base: "https://id.acme.eu", Port: "8080/tcp"},
	} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			running := away(t, "")
			if way.Client != nil {
				way.Client = running.Gateway()
			}
			a := &ready.Answer{Server: "Clavex", Way: way, Path: "/healthz", Within: time.Minute}
			assert.Equal(t, said, a.String())
			require.NoError(t, a.WaitUntilReady(t.Context(), running))
		})
	}
}
