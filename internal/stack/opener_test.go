package stack_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/config"
	"gonogo/internal/stack"
)

func TestUnknownKindsGetOneSentence(t *testing.T) {
	t.Parallel()
	_, err := stack.NewOpener(t.Context(), config.Config{Stack: "kubernetes"}, nil)
	require.EqualError(t, err, `unknown stack "kubernetes"; known stacks: embedded, containers, attached`)
}

func TestEmbeddedStacksNeedTheirAuthorityTrustedAndNoNames(t *testing.T) {
	t.Parallel()
	o, err := stack.NewOpener(t.Context(), config.Config{Stack: "embedded"}, nil)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, o.Close(context.WithoutCancel(t.Context()))) })
	require.Len(t, o.TrustSPKI(), 1)
	require.Empty(t, o.ReachHosts())
}
