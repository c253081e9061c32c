package scenario

import (
	"context"
	"fmt"
	"time"

	"gonogo/internal/browser/pages"
	"gonogo/internal/protocol"
)

// Console satisfies [userAgent]. There are no pages that could print.
func (a *protocolAgent) Console() []string { return nil }

// Carry satisfies [userAgent].
func (a *protocolAgent) Carry(app pages.Authenticator) { a.agent.Carry(app) }

// Sleep lets the computer sleep before the login call; see [protocol.Agent.Sleep].
func (a *protocolAgent) Sleep(length time.Duration, meanwhile func(context.Context) error) {
	a.agent.Sleep(length, meanwhile)
}

// StartBlocked satisfies [userAgent].
func (a *protocolAgent) StartBlocked(context.Context, pages.Button) (string, error) {
	return "", fmt.Errorf("a blocked popup: %w", protocol.ErrNeedsBrowser)
}

// SecondTab satisfies [userAgent]. Tabs share what the browser stores, which the
// protocol engine does not.
func (a *protocolAgent) SecondTab(context.Context) (userAgent, error) {
	return nil, fmt.Errorf("a second tab: %w", protocol.ErrNeedsBrowser)
}

// Visit satisfies [userAgent].
func (a *protocolAgent) Visit(ctx context.Context, address string) error {
	return a.agent.Visit(ctx, address)
}
