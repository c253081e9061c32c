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
