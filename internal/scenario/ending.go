package scenario

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/release"
)

// ending waits until the login attempt is over, and says what the person sees
// and, in a sentence, how it ended. Silence is an ending too: in many releases
// a failed login shows nothing (observed §E.3), so that the answer to the web
// client's login call is what ends the waiting.
func (p *Person) ending(ctx context.Context) (pages.State, string, error) {
	attempt, err := p.session.Trace().Wait(ctx, p.mark, "the answer to Rocket.Chat's login call", isLoginAttempt)
	if err != nil {
		return pages.State{}, "", err
	}
	p.endLogin()
	if refused(attempt) {
		return p.refusedEnding(ctx, attempt)
	}
	kinds := []pages.Kind{pages.Home, pages.RegisterUsername, pages.ResetPassword}
	if p.run.Release().Has(release.RESTLoginRace) && p.popup == nil {
		kinds = append(kinds, pages.Blank)
	}
	state, err := p.chat.WaitState(ctx, kinds...)
	return state, words(state), err
}

// refusedEnding looks at the page once what it knows is drawn.
func (p *Person) refusedEnding(ctx context.Context, attempt browser.Exchange) (pages.State, string, error) {
	if _, err := p.chat.WaitState(ctx, pages.LoginForm, pages.TwoFactor); err != nil {
		return pages.State{}, "", err
	}
	if err := p.chat.Drawn(ctx); err != nil {
		return pages.State{}, "", err
	}
	state, err := p.chat.State(ctx)
	if err == nil && p.popup != nil && p.gaveUpEarly(attempt) {
		return state, "the popup is cut off from its opener, which gives the login up before the person has signed in", nil
	}
	return state, words(state), err
}

// gaveUpEarly tells whether the login call went out before the provider had
// sent the popup to the callback: the opener took the popup for closed.
func (p *Person) gaveUpEarly(attempt browser.Exchange) bool {
	for _, x := range p.session.Trace().Since(p.mark) {
		if strings.HasPrefix(x.URL, p.run.Guide().RedirectURI+"?") {
			return attempt.Started.Before(x.Started)
		}
	}
	return !closed(p.popup)
}

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

// isLoginAttempt recognises the web client's login call (§14.7 on 7.2).
func isLoginAttempt(x browser.Exchange) bool {
	return x.Method == http.MethodPost && strings.HasSuffix(x.URL, "/api/v1/method.callAnon/login")
}

// refused reads the DDP frame in the answer: it has an error, or a result. The
// HTTP status is 200 either way.
func refused(x browser.Exchange) bool {
	var answer struct {
		Message string `json:"message"`
	}
	var frame struct {
		Result json.RawMessage `json:"result"`
	}
	if json.Unmarshal([]byte(x.ResponseBody), &answer) != nil {
		return true
	}
	return json.Unmarshal([]byte(answer.Message), &frame) != nil || len(frame.Result) == 0
}

func closed(page browser.Page) bool {
	select {
	case <-page.Closed():
		return true
	default:
		return false
	}
}
