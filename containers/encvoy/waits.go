package encvoy

import (
	"context"
	"fmt"
	"net/http"

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
	return ready.Poll(ctx, target, startTime, a, func(ctx context.Context) error {
		return ready.Get(ctx, a.client, a.address, nil)
	})
}

// migrated awaits that the migration has ended well. It is a pointer, because the
// library asks every strategy whether it is nil.
type migrated struct{}

// String says what is awaited.
func (*migrated) String() string {
	return "the migration of Encvoy ID's database has ended with status 0"
}

// WaitUntilReady implements wait.Strategy.
func (m *migrated) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	return ready.Ended(ctx, target, "the migration of Encvoy ID", m, func(status int) error {
		return fmt.Errorf("the migration of Encvoy ID's database ended with status %d; its log says why", status)
	})
}
