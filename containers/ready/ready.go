// Package ready holds what the waits of several containers have in common.
package ready

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/testcontainers/testcontainers-go/wait"
)

// interval is the time between two questions.
const interval = 100 * time.Millisecond

// Poll asks until check holds, within ends, or the container has ended; what
// says in words what is awaited, for the errors.
func Poll(ctx context.Context, target wait.StrategyTarget, within time.Duration, what fmt.Stringer, check func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	tick := time.NewTicker(interval)
	defer tick.Stop()
	var last error
	for {
		err := check(ctx)
		if err == nil {
			return nil
		}
		if ctx.Err() == nil {
			last = err
		}
		state, stateErr := target.State(ctx)
		if stateErr == nil && !state.Running {
			return fmt.Errorf("the container ended with status %d before %s", state.ExitCode, what)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting until %s: %w; last: %w", what, ctx.Err(), cmp.Or(last, err))
		case <-tick.C:
		}
	}
}
