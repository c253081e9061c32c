package scenario

import (
	"context"
	"fmt"
	"time"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
)

// refuseWindows is what Chromium's popup blocker looks like to a page: window.open
// returns null. It is put in by hand, because no blocker takes offence at a click.
const refuseWindows = "void (window.open = () => null)"

// StartBlocked satisfies [userAgent].
func (a *browserAgent) StartBlocked(ctx context.Context, button pages.Button) (string, error) {
	if err := a.page.Eval(ctx, refuseWindows, nil); err != nil {
		return "", fmt.Errorf("blocking popups: %w", err)
	}
	a.mark, a.clicked, a.popup = a.session.Trace().Mark(), time.Now(), nil
	if err := a.chat.ClickProvider(ctx, button); err != nil {
		return "", err
	}
	thrown, err := a.session.Trace().WaitMessage(ctx, "an error of the page", func(m browser.Message) bool {
		return m.Level == "exception" && m.At.After(a.clicked)
	})
	if err != nil {
		return "", err
	}
	return thrown.Text, a.chat.Drawn(ctx)
}

// SecondTab satisfies [userAgent].
func (a *browserAgent) SecondTab(ctx context.Context) (userAgent, error) {
	page, err := a.session.NewPage(ctx)
	if err != nil {
		return nil, err
	}
	return &browserAgent{
		run: a.run, session: a.session, page: page, chat: pages.NewRocketChat(page, a.run.Release()), app: a.app,
	}, nil
}
