package simulator_test

import (
	"context"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator"
)

func BenchmarkOpen(b *testing.B) {
	o := options(b, "clavex", "8.9.0")
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			s, err := simulator.Open(b.Context(), o)
			require.NoError(b, err)
			b.StopTimer()
			require.NoError(b, s.Close(b.Context()))
			b.StartTimer()
		}
	})
	b.Run("shared", func(b *testing.B) {
		site, err := simulator.NewSite()
		require.NoError(b, err)
		defer func() { require.NoError(b, site.Close(b.Context())) }()
		for b.Loop() {
			s, err := site.Open(b.Context(), o)
			require.NoError(b, err)
			b.StopTimer()
			require.NoError(b, s.Close(b.Context()))
			b.StartTimer()
		}
	})
}

// BenchmarkMemory measures what a stack more takes while it is open: on Go's heap,
// and of the machine's memory, with the caches of SQLite, which lie outside of it.
func BenchmarkMemory(b *testing.B) {
	o := options(b, "clavex", "8.9.0")
	site, err := simulator.NewSite()
	require.NoError(b, err)
	var open []*simulator.Embedded
	b.Cleanup(func() {
		for _, s := range open {
			require.NoError(b, s.Close(context.WithoutCancel(b.Context())))
		}
		require.NoError(b, site.Close(context.WithoutCancel(b.Context())))
	})
	first, err := site.Open(b.Context(), o)
	require.NoError(b, err)
	open = append(open, first)
	heap, resident := memory(b)
	n := 0
	for b.Loop() {
		s, err := site.Open(b.Context(), o)
		require.NoError(b, err)
		open = append(open, s)
		n++
	}
	heapNow, residentNow := memory(b)
	b.ReportMetric((heapNow-heap)/float64(n), "heap-B/stack")
	b.ReportMetric((residentNow-resident)/float64(n), "resident-B/stack")
}

// memory is what is in use on the heap, and what the process has of the machine's,
// in bytes; 0 where the system does not tell.
func memory(b *testing.B) (heap, resident float64) {
	b.Helper()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return float64(m.HeapAlloc), 0
	}
	pages, err := strconv.ParseFloat(strings.Fields(string(raw))[1], 64)
	require.NoError(b, err)
	return float64(m.HeapAlloc), pages * float64(os.Getpagesize())
}
