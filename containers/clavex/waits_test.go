package clavex

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/containers/ready/readytest"
)

func TestTheSeedHasToEndWell(t *testing.T) {
	t.Parallel()
	s := &seeded{organization: "acme", secrets: []string{"hunter2hunter2"}}
	require.NoError(t, s.WaitUntilReady(t.Context(), readytest.Exited(0)))
	for said, of := range map[string]readytest.Target{
		"the seed of Clavex ended with status 1: FTL migrations failed for (withheld)": {
			Now: readytest.Exited(1).Now, Printed: "INF starting\nFTL migrations failed for hunter2hunter2\n\n"},
		"the seed of Clavex ended with status 2: it left no log": readytest.Exited(2),
		"looking at the seed of Clavex: no such container":       {},
	} {
		require.EqualError(t, s.WaitUntilReady(t.Context(), of), said)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := s.WaitUntilReady(ctx, readytest.Running())
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "the seed of Clavex has made the organization acme")
}
