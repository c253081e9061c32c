package ready

import (
	"context"
	"fmt"
	"time"

	"github.com/testcontainers/testcontainers-go/wait"
)

// Ended awaits that a container has done its work and ended with status 0. part
// is what does the work and what says what is awaited, for errors; failed makes
// an error of another status.
func Ended(ctx context.Context, target wait.StrategyTarget, part string, what fmt.Stringer, failed func(status int) error) error {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		state, err := target.State(ctx)
		switch {
		case err != nil:
			return fmt.Errorf("looking at %s: %w", part, err)
		case state.Running || state.Status == "created":
		case state.ExitCode != 0:
			return failed(state.ExitCode)
		default:
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting until %s: %w", what, ctx.Err())
		case <-tick.C:
		}
	}
}
