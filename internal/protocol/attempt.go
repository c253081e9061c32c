package protocol

import (
	"context"
	"fmt"

	"gonogo/internal/browser/pages"
	"gonogo/internal/release"
)

// ErrDeadButton says that a click on the provider's button has no effect, as in
// the releases with [release.CustomButtonDead].
const ErrDeadButton = sentence("a click on the provider's button does nothing")

// attempt is a login with the provider, from the click on.
type attempt struct {
	token  string
	called bool // Rocket.Chat's login method
	early  bool // called because the popup seemed closed, before the callback
}

// ClickProvider starts a login attempt as the release's button does (§3.1, §7.2,
// §7.3). It follows the person to the provider, or back if she is known there.
func (c *Chat) ClickProvider(ctx context.Context, want pages.Button) error {
	a := c.agent
	a.popup, a.attempt = nil, nil
	s, ok := c.find(want)
	if !ok {
		return fmt.Errorf("clicking the button of %s: there is none on %s", want.Service, a.tab.describe())
	}
	if c.release().Has(release.CustomButtonDead) {
		return ErrDeadButton
	}
	started := &attempt{token: credentialToken()}
	st := state{LoginStyle: "popup", CredentialToken: started.token}
	w := a.tab
	if s.LoginStyle == "redirect" {
		st.LoginStyle, st.RedirectURL = "redirect", a.Address()
	} else {
		a.popup = &window{id: a.nextWindow(), isPopup: true}
		w = a.popup
	}
	encoded, err := st.encoded()
	if err != nil {
		return err
	}
	at, err := c.authorizeURL(s, encoded)
	if err != nil {
		return err
	}
	if a.attempt = started; !w.isPopup {
		a.left = started.token
	}
	return a.visit(ctx, w, at)
}

func (a *Agent) nextWindow() string {
	a.windows++
	return fmt.Sprintf("page-%d", 1+a.windows)
}

// arrived does what a new document makes a window do.
func (a *Agent) arrived(ctx context.Context, w *window) error {
	var err error
	switch {
	case a.isCallback(w):
		err = a.finishCallback(ctx, w)
	case w == a.tab && a.atChat(w.url):
		err = a.chat.start(ctx)
	case a.form.flow && flowSlug(w) != "":
		err = a.play(ctx, w)
	}
	if err != nil || !w.isPopup {
		return err
	}
	return a.openerLooks(ctx)
}

// openerLooks does what Rocket.Chat's page does every 100 ms (§7.2): once the
// popup is closed, or cut off, which looks the same, it logs in with whatever
// secret has arrived by then.
func (a *Agent) openerLooks(ctx context.Context) error {
	t := a.attempt
	if t == nil || t.called || !a.popup.closed && !a.popup.cut {
		return nil
	}
	t.called, t.early = true, !a.popup.closed
	c := a.chat
	refused, err := c.logIn(ctx, t.token)
	if err != nil {
		return err
	}
	if refused != nil {
		c.state = c.refusal(refused, true)
		return nil
	}
	return c.enter(ctx)
}

// returns takes up a redirect login when the page starts again after it (§7.3).
// Its failures are silent, but for the question for a code.
func (c *Chat) returns(ctx context.Context) error {
	a := c.agent
	token := a.left
	if a.left = ""; a.attempt != nil {
		a.attempt.called = true
	}
	refused, err := c.logIn(ctx, token)
	if err != nil {
		return err
	}
	if refused != nil {
		c.state = c.refusal(refused, false)
		return nil
	}
	if c.release().Has(release.RESTLoginRace) && c.overREST() {
		c.state = pages.State{Kind: pages.Blank} // until the page is loaded again (§14.3)
		return nil
	}
	return c.enter(ctx)
}

// AwaitLogin checks that Rocket.Chat's login method has been called since the click.
func (a *Agent) AwaitLogin() error {
	if a.attempt != nil && a.attempt.called {
		return nil
	}
	return fmt.Errorf("waiting for the answer to Rocket.Chat's login call: there was none; the person is on %s", a.window().describe())
}

// GaveUpEarly tells whether the page called the login method before the callback,
// because the popup was cut off.
func (a *Agent) GaveUpEarly() bool { return a.attempt != nil && a.attempt.early }
