package prebuilt

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
)

func TestASuiteThatDoesNotStopIsKilledWithAllOfItsGroup(t *testing.T) {
	t.Parallel()
	stubborn := filepath.Join(t.TempDir(), "stubborn.test")
	require.NoError(t, os.WriteFile(stubborn, []byte("#!/bin/bash\ntrap '' INT\necho begun\nwhile :; do sleep 60; done\n"), 0o755))
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	s := Suite{Package: "stubborn", folder: t.TempDir(), binary: stubborn}
	err := s.Play(ctx, Play{Kept: io.Discard, Env: os.Environ(), Grace: 50 * time.Millisecond}, func(e report.Event) {
		if e.Output == "begun\n" {
			interrupt()
		}
	})
	require.ErrorIs(t, err, context.Canceled)
	assert.ErrorContains(t, err, "killed")
}
