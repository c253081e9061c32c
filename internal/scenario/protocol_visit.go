package scenario

import "context"

// Console satisfies [userAgent]. There are no pages that could print.
func (a *protocolAgent) Console() []string { return nil }

// Visit satisfies [userAgent].
func (a *protocolAgent) Visit(ctx context.Context, address string) error {
	return a.agent.Visit(ctx, address)
}
