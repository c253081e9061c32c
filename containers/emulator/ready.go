package emulator

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/testcontainers/testcontainers-go/wait"
)

// ready waits until the control API says that the provider answers.
type ready struct{}

var _ wait.Strategy = ready{}

// String says what is awaited.
func (ready) String() string {
	return "the emulator's control API answers GET /ready, which asks the provider itself"
}

// pollInterval is the time between two questions.
const pollInterval = 100 * time.Millisecond

// WaitUntilReady implements wait.Strategy. Until the server listens, every
// question fails; a container that has ended is not asked again.
func (r ready) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	tick := time.NewTicker(pollInterval)
	defer tick.Stop()
	var last error
	for {
		err := ask(ctx, target)
		if err == nil {
			return nil
		}
		if ctx.Err() == nil {
			last = err
		}
		state, stateErr := target.State(ctx)
		if stateErr == nil && !state.Running {
			return fmt.Errorf("the emulator ended with status %d before it was ready", state.ExitCode)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting until %s: %w; last: %w", r, ctx.Err(), cmp.Or(last, err))
		case <-tick.C:
		}
	}
}

func ask(ctx context.Context, target wait.StrategyTarget) error {
	c, err := administer(ctx, target)
	if err != nil {
		return err
	}
	return c.Ready(ctx)
}
