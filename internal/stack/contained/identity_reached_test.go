package contained

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"gonogo/internal/simulator/front"
)

func TestProvidersAreAskedOnceTheGatewayAnswers(t *testing.T) {
	t.Parallel()
	authority, err := front.NewAuthority()
	require.NoError(t, err)
	a := &assembly{up: make(chan struct{})}
	a.network = front.NewNetwork(authority)
	close(a.up)
	n, err := a.reached(t.Context())
	require.NoError(t, err)
	require.Same(t, a.network, n)
}

func TestAGatewayThatFailsKeepsNobodyWaiting(t *testing.T) {
	t.Parallel()
	a := &assembly{up: make(chan struct{}), awaited: newAwaited("clavex at 8.9.0", nil)}
	broken := errors.New("no port is free")
	group, starting := errgroup.WithContext(t.Context())
	group.Go(func() error { return broken })
	var waited error
	group.Go(func() error {
		waited = genuine{title: "Clavex", url: "https://id.acme.eu/acme"}.run(starting, a)
		return waited
	})
	require.ErrorIs(t, group.Wait(), broken)
	require.ErrorIs(t, waited, context.Canceled)
	require.Empty(t, a.awaited.line())
}
