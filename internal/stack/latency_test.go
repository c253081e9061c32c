package stack_test

import (
	"context"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/config"
	"gonogo/internal/stack"
)

func TestALatencyIsSaidWithItsSeed(t *testing.T) {
	t.Parallel()
	var said []string
	o, err := stack.NewOpener(t.Context(), config.Config{Stack: "embedded", Latency: "0-300ms"}, func(line string) { said = append(said, line) })
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, o.Close(context.WithoutCancel(t.Context()))) })
	require.Len(t, said, 1)
	again := regexp.MustCompile(`GONOGO_LATENCY=(0s-300ms@\d+) `).FindStringSubmatch(said[0])
	require.NotNil(t, again, said[0])
	_, err = config.ParseLatency(again[1])
	require.NoError(t, err)
}

func TestLatencyIsForEmbeddedStacksOnly(t *testing.T) {
	t.Parallel()
	_, err := stack.NewOpener(t.Context(), config.Config{Stack: "attached", Latency: "0-300ms"}, nil)
	require.EqualError(t, err, "GONOGO_LATENCY=0-300ms delays requests on the simulator's network, and GONOGO_STACK=attached has none; leave one of them unset")
}
