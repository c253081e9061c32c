package emulator

import (
	"context"

	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers/ready"
)

// answers waits until the control API says that the provider answers. It is a
// pointer, because the library asks every strategy whether it is nil.
type answers struct{}

var _ wait.Strategy = (*answers)(nil)

// String says what is awaited.
func (*answers) String() string {
	return "the emulator's control API answers GET /ready, which asks the provider itself"
}

// WaitUntilReady implements wait.Strategy.
func (a *answers) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	return ready.Poll(ctx, target, startTime, a, func(ctx context.Context) error {
		c, err := administer(ctx, target)
		if err != nil {
			return err
		}
		return c.Ready(ctx)
	})
}
