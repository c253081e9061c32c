package scenario

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/evidence"
)

var _ userAgent = (*browserAgent)(nil)

// lookAround bounds a question that a browser answers from memory.
const lookAround = 10 * time.Second

// browserEngine is a browser process.
type browserEngine struct{ browser.Engine }

// Close fails if the people who have left have not left the browser.
func (e browserEngine) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), lookAround)
	defer cancel()
	left, err := e.Left(ctx)
	if len(left) > 0 {
		err = fmt.Errorf("left behind in it: %s", strings.Join(left, "; "))
	}
	return errors.Join(err, e.Engine.Close())
}

func (e browserEngine) open(ctx context.Context, r *Run) (userAgent, error) {
	return e.openWith(ctx, r, browser.SessionOptions{})
}

// openWith gives a person a browser with these settings.
func (e browserEngine) openWith(ctx context.Context, r *Run, o browser.SessionOptions) (userAgent, error) {
	o.Proxy = r.stack.Proxy()
	session, err := e.NewSession(ctx, o)
	if err != nil {
		return nil, err
	}
	page, err := session.NewPage(ctx)
	if err != nil {
		return nil, errors.Join(err, session.Close())
	}
	return &browserAgent{run: r, session: session, page: page, chat: pages.NewRocketChat(page, r.Release())}, nil
}

// browserAgent is a browser context of a person's own.
type browserAgent struct {
	run     *Run
	session browser.Session
	page    browser.Page // the tab with Rocket.Chat
	popup   browser.Page // the provider's popup; nil in redirect style
	chat    *pages.RocketChat
	app     pages.Authenticator // nil: the person has none
	mark    int                 // position in the trace where the running login attempt began
	clicked time.Time           // when that was
}

// Chat satisfies [userAgent].
func (a *browserAgent) Chat() chat { return browserChat{a.chat} }

// browserChat is Rocket.Chat in a page.
type browserChat struct{ *pages.RocketChat }

// Session satisfies [chat].
func (c browserChat) Session(ctx context.Context) (storedLogin, error) {
	s, err := c.RocketChat.Session(ctx)
	return storedLogin{UserID: s.UserID, Token: s.Token, CookieUID: s.CookieUID}, err
}

// Address satisfies [userAgent].
func (a *browserAgent) Address(ctx context.Context) (string, error) { return a.page.URL(ctx) }

// TabID satisfies [userAgent].
func (a *browserAgent) TabID() string { return a.page.ID() }

// StartLogin satisfies [userAgent].
func (a *browserAgent) StartLogin(ctx context.Context, button pages.Button, popup bool) error {
	if err := a.closesLeftover(ctx); err != nil {
		return err
	}
	a.mark, a.clicked, a.popup = a.session.Trace().Mark(), time.Now(), nil
	if err := a.chat.ClickProvider(ctx, button); err != nil {
		return err
	}
	return a.awaitsReaction(ctx, popup)
}

// HasPopup satisfies [userAgent].
func (a *browserAgent) HasPopup() bool { return a.popup != nil }

// Provider satisfies [userAgent].
func (a *browserAgent) Provider() (pages.Provider, error) {
	window := a.page
	if a.popup != nil {
		window = a.popup
	}
	at, err := pages.ForProvider(a.run.Guide().ID, window, a.run.Guide().ProviderURL)
	if err == nil {
		at.Carry(a.app)
	}
	return at, err
}

// Carry satisfies [userAgent].
func (a *browserAgent) Carry(app pages.Authenticator) { a.app = app }

// Arrived satisfies [userAgent]. Rocket.Chat looks every 100 ms whether the popup
// is closed (§7.2), and takes one that it cannot reach any more for closed. A
// person needs longer than that to type; a program may not.
func (a *browserAgent) Arrived(ctx context.Context) error {
	if a.popup == nil {
		return nil
	}
	var cut bool
	if err := a.popup.Eval(ctx, "window.opener === null", &cut); err != nil || !cut {
		return err
	}
	_, err := a.Await(ctx, "the opener of the cut popup to give up", a.isLoginAttempt)
	return err
}

// Guard satisfies [userAgent]. The page of a blocked form just stays, without a
// word to the person (providers: Clavex).
func (a *browserAgent) Guard(ctx context.Context, do func(context.Context) error) error {
	ctx, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	go func() {
		if _, err := a.session.Trace().WaitMessage(ctx, "a blocked form", isFormBlocked); err == nil {
			giveUp(errFormBlocked)
		}
	}()
	err := do(ctx)
	if err != nil && errors.Is(context.Cause(ctx), errFormBlocked) {
		return errFormBlocked
	}
	return err
}

// isFormBlocked recognises Chromium's words for a violated form-action.
func isFormBlocked(m browser.Message) bool {
	return m.Level == "error" && strings.Contains(m.Text, "form-action")
}

// WalkAway satisfies [userAgent].
func (a *browserAgent) WalkAway(ctx context.Context) error {
	if a.popup != nil {
		return a.popup.Close(ctx)
	}
	if err := a.page.Back(ctx); err != nil {
		return fmt.Errorf("going back from the provider's page: %w", err)
	}
	return nil
}

// Since satisfies [userAgent].
func (a *browserAgent) Since() []browser.Exchange { return a.session.Trace().Since(a.mark) }

// Await satisfies [userAgent].
func (a *browserAgent) Await(ctx context.Context, what string, match func(browser.Exchange) bool) (browser.Exchange, error) {
	return a.session.Trace().Wait(ctx, a.mark, what, match)
}

// Shows satisfies [userAgent].
func (a *browserAgent) Shows() bool { return true }

// Keep satisfies [userAgent].
func (a *browserAgent) Keep(ctx context.Context, into *evidence.Collector, folder string, made evidence.Creator) error {
	return into.Session(ctx, folder, a.session, made)
}

// Close satisfies [userAgent].
func (a *browserAgent) Close() error { return a.session.Close() }
