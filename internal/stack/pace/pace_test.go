package pace

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestSixthLoginWaitsUntilTheFirstIsTenSecondsOld(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := New()
		start := time.Now()
		var ends []func()
		for range loginsAtOnce {
			done, err := p.Take(t.Context())
			require.NoError(t, err)
			ends = append(ends, done)
		}
		require.Zero(t, time.Since(start))

		time.AfterFunc(3*time.Second, ends[2])
		done, err := p.Take(t.Context())
		require.NoError(t, err)
		require.Equal(t, 13*time.Second, time.Since(start))
		done()
	})
}

func TestImpatienceLosesNoSeat(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := New()
		for range loginsAtOnce {
			done, err := p.Take(t.Context())
			require.NoError(t, err)
			defer done()
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := p.Take(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.EqualError(t, err, "waiting for the logins of others to end: context deadline exceeded")
	})
}
