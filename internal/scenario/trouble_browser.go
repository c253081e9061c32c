package scenario

import (
	"context"
	"fmt"
	"strings"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/protocol"
)

// IsDeniedAPopup clicks the button in a browser that blocks popups, which the page
// tells nobody but the browser's console.
func (p *Person) IsDeniedAPopup() Ending {
	const said = "The login popup was blocked by the browser" // §7.2, observed §E.3
	return p.tries("she clicks the button, and the browser blocks the popup", func(ctx context.Context) (Ending, error) {
		thrown, err := p.session.StartBlocked(ctx, p.run.button())
		if err != nil {
			return "", err
		}
		if !strings.Contains(thrown, said) {
			first, _, _ := strings.Cut(thrown, "\n")
			return "", differs("the page's error is %q instead of %q", first, said)
		}
		state, err := p.chat.WaitState(ctx, pages.LoginForm, pages.Home)
		return Ending(words(state)), err
	})
}

// LogsInWithoutThirdPartyCookies takes a browser that blocks those, and logs in.
func (p *Person) LogsInWithoutThirdPartyCookies() Ending {
	p.run.Step("she takes a browser that blocks cookies of third parties", func(ctx context.Context) error {
		e, ok := p.run.engine.(browserEngine)
		if !ok {
			return fmt.Errorf("a setting of the browser: %w", protocol.ErrNeedsBrowser)
		}
		if err := p.session.Close(); err != nil {
			return err
		}
		session, err := e.openWith(ctx, p.run, browser.SessionOptions{BlockThirdPartyCookies: true})
		if err == nil {
			p.session, p.chat = session, session.Chat()
		}
		return err
	})
	p.OpensTheLoginPage()
	return p.Attempts()
}

// LogsInByTwoTabs opens Rocket.Chat in a second tab, clicks the button in both, and
// signs in in both: both must end in the same account. A page that polls for
// another tab's login (§9.4) may be logged in by that already.
func (p *Person) LogsInByTwoTabs() Ending {
	other := &Person{Person: p.Person, run: p.run}
	p.run.Step("she opens a second tab", func(ctx context.Context) error {
		tab, err := p.session.SecondTab(ctx)
		if err == nil {
			other.session, other.chat = tab, tab.Chat()
		}
		return err
	})
	other.OpensTheLoginPage()
	ending := p.tries("she clicks the button in both tabs, and signs in in one after the other", func(ctx context.Context) (Ending, error) {
		for _, tab := range []*Person{p, other} {
			if ending, err := tab.starts(ctx); ending != "" || err != nil {
				return ending, err
			}
		}
		if ending, err := p.goesOn(ctx); err != nil || ending != p.run.LoggedIn() {
			return ending, err
		}
		return other.goesOn(ctx)
	})
	p.run.Check("both tabs show the same account", func(context.Context) error {
		if p.account != other.account {
			return differs("the second tab is logged in to another account than the first")
		}
		return nil
	})
	return ending
}
