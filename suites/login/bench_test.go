package login_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/scenario"
)

// warm is how many logins go before the measured ones: the stack opens, the
// browser starts, caches fill.
const warm = 3

// logins is how many logins one iteration measures.
const logins = 40

// protocolLogins are more: they take a few milliseconds each.
const protocolLogins = 200

// BenchmarkWarmRedirectLogin measures a login on a running stack and browser:
// from a clean browser context to the answer of /api/v1/me.
func BenchmarkWarmRedirectLogin(b *testing.B) { measure(b, logins) }

// BenchmarkProtocolLogin measures the same login over HTTP only, on a running
// stack and without a browser.
func BenchmarkProtocolLogin(b *testing.B) {
	b.Setenv("GONOGO_ENGINE", "protocol")
	measure(b, protocolLogins)
}

// measure reports how long logins of one person after the other take.
func measure(b *testing.B, count int) {
	b.Helper()
	su := scenario.Open(b)
	for range warm {
		_, err := timedLogin(b, su)
		require.NoError(b, err)
	}
	var took []time.Duration
	for b.Loop() {
		for range count {
			d, err := timedLogin(b, su)
			require.NoError(b, err)
			took = append(took, d)
		}
	}
	slices.Sort(took)
	b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
	b.ReportMetric(milliseconds(took[len(took)*9/10]), "p90-ms")
}

// BenchmarkParallelRedirectLogins measures how many logins a second go through
// when every processor has one under way.
func BenchmarkParallelRedirectLogins(b *testing.B) {
	su := scenario.Open(b)
	for range warm {
		_, err := timedLogin(b, su)
		require.NoError(b, err)
	}
	start, count := time.Now(), 0
	for b.Loop() {
		require.NoError(b, sideBySide(b, su, 2))
		count += 2 * logins
	}
	b.ReportMetric(float64(count)/time.Since(start).Seconds(), "logins/s")
}

func sideBySide(b *testing.B, su *scenario.Suite, people int) error {
	errs := make(chan error, people)
	var group sync.WaitGroup
	for range people {
		group.Go(func() {
			for range logins {
				if _, err := timedLogin(b, su); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	group.Wait()
	close(errs)
	return <-errs
}

// timedLogin is one login of a new person by redirect at the guide of authentik.
func timedLogin(b *testing.B, su *scenario.Suite) (time.Duration, error) {
	var took time.Duration
	err := su.Rehearse(b, "authentik", func(r *scenario.Run) {
		start := time.Now()
		ada := r.NewPerson()
		ada.LogsIn()
		ada.IsKnownToTheAPI()
		took = time.Since(start)
	})
	return took, err
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
