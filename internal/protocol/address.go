package protocol

import (
	"context"
	"fmt"
	"net/url"
)

// Visit opens an address in the window of the running login attempt, as if the
// page there had led to it.
func (a *Agent) Visit(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return fmt.Errorf("opening an address: it has no host")
	}
	return a.visit(ctx, a.window(), u)
}

// Go goes to an authorize address, as somebody else's browser has built it.
func (v *Visit) Go(ctx context.Context, address string) error {
	v.returned = nil
	return v.agent.Visit(ctx, address)
}
