package login_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/leak"
	"gonogo/internal/scenario"
)

// Memory is measured after so many logins, for the first time when everything that
// is made once is there: caches of the browser and of the database fill until then.
const (
	measuredEvery = 50
	warmLogins    = 150
)

// growth is what a login may leave behind, in bytes. Nothing of one person is kept
// when she has gone, so that the heap should not grow at all; the bound is below the
// least that a person consists of, the document of her account (1.4 kB). What the
// system has given to the processes is known less exactly: the allocators of Go, of
// SQLite and of the browser fill pages of their own as they go, ever more slowly.
// A goroutine that is left with its connection takes 20 kB there and is seen in the
// heap as well, a browser context some 100 kB, a page that is left open megabytes.
func growth() leak.Memory { return leak.Memory{Heap: 1 << 10, Own: 32 << 10, Children: 64 << 10} }

// BenchmarkMemory logs one person in after the other on one stack and one browser
// process, and fails if memory grows with their number: -benchtime 500x.
func BenchmarkMemory(b *testing.B) {
	for _, engine := range scenario.Engines() {
		b.Run(engine, func(b *testing.B) {
			b.Setenv("GONOGO_ENGINE", engine)
			su := scenario.Open(b)
			var all []leak.Memory
			for n := 1; b.Loop(); n++ {
				_, err := timedLogin(b, su)
				require.NoError(b, err)
				if n%measuredEvery == 0 {
					all = append(all, leak.Measure())
				}
			}
			tellMemory(b, all)
			if warm := warmLogins / measuredEvery; len(all) >= warm+2 {
				checkGrowth(b, all[warm:])
			}
		})
	}
}

// tellMemory prints at most ten lines: a benchmark's log ends there.
func tellMemory(b *testing.B, all []leak.Memory) {
	b.Helper()
	for i, m := range all {
		if every := 1 + len(all)/10; i%every == every-1 {
			b.Logf("%4d logins: heap %5.1f MB, process %5.1f MB, browser %5.1f MB", (i+1)*measuredEvery,
				megabytes(m.Heap), megabytes(m.Own), megabytes(m.Children))
		}
	}
}

// checkGrowth compares the least of the first half with the least of the second: a
// page that is about to end when memory is measured is no growth.
func checkGrowth(b *testing.B, all []leak.Memory) {
	b.Helper()
	half := len(all) / 2
	logins := float64(half * measuredEvery)
	for what, of := range map[string]func(leak.Memory) uint64{
		"heap":    func(m leak.Memory) uint64 { return m.Heap },
		"process": func(m leak.Memory) uint64 { return m.Own },
		"browser": func(m leak.Memory) uint64 { return m.Children },
	} {
		each := (float64(least(all[half:], of)) - float64(least(all[:half], of))) / logins
		b.ReportMetric(each, what+"-B/login")
		if most := float64(of(growth())); each > most {
			b.Errorf("the memory of the %s grows by %.0f bytes with each login, more than %.0f", what, each, most)
		}
	}
}

func least(all []leak.Memory, of func(leak.Memory) uint64) uint64 {
	found := of(all[0])
	for _, m := range all {
		found = min(found, of(m))
	}
	return found
}

func megabytes(bytes uint64) float64 { return float64(bytes) / 1e6 }
