package scenario

import (
	"context"
	"fmt"

	"gonogo/internal/browser/pages"
)

// ending waits until the login attempt is over, and says what the person sees
// and, in a sentence, how it ended.
func (p *Person) ending(ctx context.Context) (pages.State, string, error) {
	if err := p.session.AwaitLogin(ctx); err != nil {
		return pages.State{}, "", err
	}
	p.endLogin()
	state, gaveUp, err := p.session.Outcome(ctx)
	if gaveUp {
		return state, endCutOff, nil
	}
	return state, words(state), err
}

const endCutOff = "the popup is cut off from its opener, which gives the login up before the person has signed in"

// words say what the person sees.
func words(s pages.State) string {
	switch s.Kind {
	case pages.Home:
		return "the person is logged in"
	case pages.RegisterUsername:
		return "the person must choose a user name"
	case pages.ResetPassword:
		return "the person must set a new password"
	case pages.TwoFactor:
		return "the person is asked for a code"
	case pages.Blank:
		return "the page stays blank"
	case pages.LoginForm:
		if s.Message == "" {
			return "the person is back on the login page without a message"
		}
		return fmt.Sprintf("the person is back on the login page and reads %q", s.Message)
	}
	return fmt.Sprintf("the person sees the page %q", s.Kind)
}
