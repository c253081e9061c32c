package login_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/scenario"
)

// measuredGuide is the one whose logins are measured.
const measuredGuide = "authentik"

// warm is how many logins go before the measured ones: the stack opens, the
// browser starts, caches fill.
const warm = 3

// logins is how many logins one iteration measures.
const logins = 40

// BenchmarkLogin measures the login of a new person by redirect, from a clean
// browser context to the answer of /api/v1/me. ms-scenario is what one more of these
// scenarios costs in all: the person, who is made at the provider first, and taken
// away with her account at the end.
func BenchmarkLogin(b *testing.B) {
	for _, engine := range scenario.Engines() {
		b.Run(engine, func(b *testing.B) {
			b.Setenv("GONOGO_ENGINE", engine)
			b.Run("cold", coldLogin)
			b.Run("warm", warmLogin)
			b.Run("parallel", parallelLogins)
		})
	}
}

// coldLogin opens everything for one login: authority, database, stack and browser.
func coldLogin(b *testing.B) {
	for b.Loop() {
		_, err := timedLogin(b, scenario.Open(b))
		require.NoError(b, err)
	}
}

// warmLogin is one person after the other on a stack and a browser that run.
func warmLogin(b *testing.B) {
	su := warmSuite(b)
	var took []time.Duration
	start := time.Now()
	for b.Loop() {
		for range logins {
			d, err := timedLogin(b, su)
			require.NoError(b, err)
			took = append(took, d)
		}
	}
	b.ReportMetric(milliseconds(time.Since(start))/float64(len(took)), "ms-scenario")
	reportPercentiles(b, took)
}

// parallelLogins has two logins under way all the time.
func parallelLogins(b *testing.B) {
	su := warmSuite(b)
	start, count := time.Now(), 0
	for b.Loop() {
		require.NoError(b, sideBySide(b, su, 2))
		count += 2 * logins
	}
	b.ReportMetric(float64(count)/time.Since(start).Seconds(), "logins/s")
}

func warmSuite(b *testing.B) *scenario.Suite {
	b.Helper()
	su := scenario.Open(b)
	for range warm {
		_, err := timedLogin(b, su)
		require.NoError(b, err)
	}
	return su
}

func sideBySide(b *testing.B, su *scenario.Suite, people int) error {
	b.Helper()
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

// timedLogin is one login of a new person by redirect.
func timedLogin(b *testing.B, su *scenario.Suite) (time.Duration, error) {
	b.Helper()
	var took time.Duration
	err := su.Rehearse(b, measuredGuide, func(r *scenario.Run) {
		start := time.Now()
		ada := r.NewPerson()
		ada.LogsIn()
		ada.IsKnownToTheAPI()
		took = time.Since(start)
	})
	return took, err
}

func reportPercentiles(b *testing.B, took []time.Duration) {
	b.Helper()
	slices.Sort(took)
	b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
	b.ReportMetric(milliseconds(took[len(took)*9/10]), "p90-ms")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
