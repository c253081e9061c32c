package scenario

import (
	"context"
	"errors"
	"fmt"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/evidence"
	"gonogo/internal/protocol"
)

var _ userAgent = (*protocolAgent)(nil)

// protocolEngine takes the steps over HTTP only.
type protocolEngine struct{}

// Version satisfies [engine].
func (protocolEngine) Version() string { return protocol.Version }

// Close satisfies [engine].
func (protocolEngine) Close() error { return nil }

func (protocolEngine) open(_ context.Context, r *Run) (userAgent, error) {
	agent, err := protocol.New(protocol.Options{
		Transport: r.stack.HTTP().Transport, Release: r.Release(),
		Guide: r.Guide().ID, ProviderURL: r.Guide().ProviderURL,
	})
	if err != nil {
		return nil, err
	}
	return &protocolAgent{agent: agent, run: r}, nil
}

// protocolAgent is a client of a person's own.
type protocolAgent struct {
	agent *protocol.Agent
	run   *Run
	mark  int
}

// Chat satisfies [userAgent].
func (a *protocolAgent) Chat() chat { return protocolChat{a.agent.Chat()} }

// protocolChat is Rocket.Chat without pages.
type protocolChat struct{ *protocol.Chat }

// Session satisfies [chat].
func (c protocolChat) Session(ctx context.Context) (storedLogin, error) {
	s, err := c.Chat.Session(ctx)
	return storedLogin{UserID: s.UserID, Token: s.Token, CookieUID: s.CookieUID}, err
}

// errAccountPages answers for the account pages: only what they send can be played
// over HTTP, and that is asserted without them.
func errAccountPages() error { return fmt.Errorf("the account pages: %w", protocol.ErrNeedsBrowser) }

// OpenProfile satisfies [chat].
func (c protocolChat) OpenProfile(context.Context) error { return errAccountPages() }

// Field satisfies [chat].
func (c protocolChat) Field(context.Context, pages.ProfileField) (pages.FieldLook, error) {
	return pages.FieldLook{}, errAccountPages()
}

// Change satisfies [chat].
func (c protocolChat) Change(context.Context, pages.ProfileField, string) (pages.SaveAnswer, error) {
	return pages.SaveAnswer{}, errAccountPages()
}

// Address satisfies [userAgent].
func (a *protocolAgent) Address(context.Context) (string, error) { return a.agent.Address(), nil }

// TabID satisfies [userAgent].
func (a *protocolAgent) TabID() string { return a.agent.TabID() }

// StartLogin satisfies [userAgent].
func (a *protocolAgent) StartLogin(ctx context.Context, button pages.Button, popup bool) error {
	a.mark = a.agent.Mark()
	err := a.agent.Chat().ClickProvider(ctx, button)
	if errors.Is(err, protocol.ErrDeadButton) {
		return errDeadButton
	}
	if err == nil && popup && !a.agent.HasPopup() {
		return differs("the tab itself goes to the provider; no popup opens")
	}
	return err
}

// HasPopup satisfies [userAgent].
func (a *protocolAgent) HasPopup() bool { return a.agent.HasPopup() }

// Provider satisfies [userAgent].
func (a *protocolAgent) Provider() (pages.Provider, error) { return a.agent.Provider(), nil }

// Arrived satisfies [userAgent]: what comes of a page has come of it already.
func (a *protocolAgent) Arrived(context.Context) error { return nil }

// Guard satisfies [userAgent].
func (a *protocolAgent) Guard(ctx context.Context, do func(context.Context) error) error {
	err := do(ctx)
	if protocol.FormBlocked(err) {
		return errFormBlocked
	}
	return err
}

// WalkAway satisfies [userAgent].
func (a *protocolAgent) WalkAway(ctx context.Context) error { return a.agent.WalkAway(ctx) }

// AwaitLogin satisfies [userAgent].
func (a *protocolAgent) AwaitLogin(context.Context) error { return a.agent.AwaitLogin() }

// Outcome satisfies [userAgent].
func (a *protocolAgent) Outcome(ctx context.Context) (pages.State, bool, error) {
	state, err := a.agent.Chat().State(ctx)
	return state, a.agent.GaveUpEarly(), err
}

// Since satisfies [userAgent].
func (a *protocolAgent) Since() []browser.Exchange { return a.agent.Since(a.mark) }

// Await satisfies [userAgent]. What has not been asked for by now never will be.
func (a *protocolAgent) Await(_ context.Context, what string, match func(browser.Exchange) bool) (browser.Exchange, error) {
	all := a.Since()
	for _, x := range all {
		if match(x) {
			return x, nil
		}
	}
	return browser.Exchange{}, fmt.Errorf("waiting for %s: none among %d requests", what, len(all))
}

// Shows satisfies [userAgent].
func (a *protocolAgent) Shows() bool { return false }

// Keep satisfies [userAgent]. There are no pictures, only what was exchanged.
func (a *protocolAgent) Keep(_ context.Context, into *evidence.Collector, folder string, made evidence.Creator) error {
	return into.Exchanges(folder, a.agent.Since(0), made)
}

// Close satisfies [userAgent]. The transport belongs to the stack.
func (a *protocolAgent) Close() error { return nil }
