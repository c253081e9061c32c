package contained

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkOpen is from nothing to a stack whose administrator is logged in.
func BenchmarkOpen(b *testing.B) {
	w := newWorld(b)
	o, _ := w.opener(b, "never")
	for b.Loop() {
		s := w.open(b, o)
		b.StopTimer()
		require.NoError(b, s.Close(context.WithoutCancel(b.Context())))
		b.StartTimer()
	}
}

// BenchmarkReuse is the same on a stack that was kept.
func BenchmarkReuse(b *testing.B) {
	w := newWorld(b)
	o, _ := w.opener(b, "always")
	require.NoError(b, w.open(b, o).Close(b.Context()))
	for b.Loop() {
		require.NoError(b, w.open(b, o).Close(b.Context()))
	}
}

// BenchmarkSweep is what a run pays before its first stack where one was left.
func BenchmarkSweep(b *testing.B) {
	w := newWorld(b)
	o, _ := w.opener(b, "never")
	for b.Loop() {
		b.StopTimer()
		s := w.open(b, o)
		require.NoError(b, s.disconnect(b.Context()))
		require.NoError(b, s.claim.release())
		b.StartTimer()
		swept, err := Sweep(b.Context(), w.ledger.folder, false)
		require.NoError(b, err)
		require.Len(b, swept, 1)
	}
}
