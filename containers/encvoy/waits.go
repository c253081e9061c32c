package encvoy

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers/ready"
)

var (
	_ wait.Strategy = (*answers)(nil)
	_ wait.Strategy = (*migrated)(nil)
)

// answers awaits that a part answers through the public URL.
type answers struct {
	part    string // for people: "the backend"
	address string
	client  *http.Client
}

// String says what is awaited.
func (a *answers) String() string {
	return a.part + " of Encvoy ID answers GET " + a.address
}

// WaitUntilReady implements wait.Strategy.
func (a *answers) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	return ready.Poll(ctx, target, startTime, a, a.ask)
}

func (a *answers) ask(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, a.address, nil)
	if err != nil {
		return err
	}
	response, err := a.client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s answers %s", a.address, response.Status)
	}
	return nil
}

// migrated awaits that the migration has ended well. It is a pointer, because the
// library asks every strategy whether it is nil.
type migrated struct{}

// String says what is awaited.
func (*migrated) String() string {
	return "the migration of Encvoy ID's database has ended with status 0"
}

// interval is the time between two looks at the migration.
const interval = 200 * time.Millisecond

// WaitUntilReady implements wait.Strategy.
func (m *migrated) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		state, err := target.State(ctx)
		switch {
		case err != nil:
			return fmt.Errorf("looking at the migration of Encvoy ID: %w", err)
		case state.Running || state.Status == "created":
		case state.ExitCode != 0:
			return fmt.Errorf("the migration of Encvoy ID's database ended with status %d; its log says why", state.ExitCode)
		default:
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting until %s: %w", m, ctx.Err())
		case <-tick.C:
		}
	}
}
