package contained

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

func TestStartIsNotCutOffWhileDockerMakesSomething(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, interrupt := context.WithCancelCause(t.Context())
		ended := make(chan error, 1)
		answer := make(chan struct{})
		go func() {
			ended <- uncut(ctx, func(ctx context.Context) error {
				c := creationOf(ctx)
				require.NoError(t, c.begin())
				<-answer
				require.NoError(t, ctx.Err(), "Docker is still making it")
				c.done()
				<-ctx.Done()
				require.ErrorIs(t, c.begin(), context.Canceled, "nothing is asked for any more")
				return context.Cause(ctx)
			})
		}()
		synctest.Wait()
		interrupted := errors.New("Ctrl-C")
		interrupt(interrupted)
		synctest.Wait()
		close(answer)
		require.ErrorIs(t, <-ended, interrupted)
	})
}

// A request that failed is never answered; the start that made it ends all the same.
func TestStartThatFailsByItselfIsNotHeld(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	refused := errors.New("no such image")
	var inner context.Context
	require.ErrorIs(t, uncut(ctx, func(ctx context.Context) error {
		inner = ctx
		require.NoError(t, creationOf(ctx).begin())
		cancel()
		return refused
	}), refused)
	require.ErrorIs(t, inner.Err(), context.Canceled)
}
