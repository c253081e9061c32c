package contained

import (
	"context"
	"fmt"

	"gonogo/internal/simulator/front"
)

// openGateway starts the gateway and lets the stack's names lead to it.
func (a *assembly) openGateway(ctx context.Context) error {
	if err := a.runGateway(ctx); err != nil {
		return err
	}
	n, err := reach(ctx, a.engine, a.id, a.authority, a.cell.hosts())
	if err != nil {
		return err
	}
	a.network = n
	close(a.up)
	return nil
}

// reached waits for the gateway, through which alone providers and Rocket.Chat
// are asked whether they are ready. It ends when the start has failed elsewhere.
func (a *assembly) reached(ctx context.Context) (*front.Network, error) {
	select {
	case <-a.up:
		return a.network, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for the gateway: %w", ctx.Err())
	}
}
