package scenario

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
)

// AwaitLogin satisfies [userAgent]. Silence is an ending too: in many releases a
// failed login shows nothing (observed §E.3), so that the answer to the web
// client's login call is what ends the waiting.
func (a *browserAgent) AwaitLogin(ctx context.Context) error {
	_, err := a.loginAttempt(ctx)
	return err
}

func (a *browserAgent) loginAttempt(ctx context.Context) (browser.Exchange, error) {
	return a.Await(ctx, "the answer to Rocket.Chat's login call", a.isLoginAttempt)
}

// Outcome satisfies [userAgent].
func (a *browserAgent) Outcome(ctx context.Context) (pages.State, bool, error) {
	attempt, err := a.loginAttempt(ctx)
	if err != nil {
		return pages.State{}, false, err
	}
	if refused(attempt) {
		return a.refusedOutcome(ctx, attempt)
	}
	kinds := []pages.Kind{pages.Home, pages.RegisterUsername, pages.ResetPassword}
	if a.run.racesLogins() && a.popup == nil {
		kinds = append(kinds, pages.Blank)
	}
	state, err := a.chat.WaitState(ctx, kinds...)
	return state, false, err
}

// refusedOutcome looks at the page once what it knows is drawn.
func (a *browserAgent) refusedOutcome(ctx context.Context, attempt browser.Exchange) (pages.State, bool, error) {
	if _, err := a.chat.WaitState(ctx, pages.LoginForm, pages.TwoFactor); err != nil {
		return pages.State{}, false, err
	}
	if err := a.chat.Drawn(ctx); err != nil {
		return pages.State{}, false, err
	}
	state, err := a.chat.State(ctx)
	return state, err == nil && a.popup != nil && a.gaveUpEarly(attempt), err
}

// gaveUpEarly tells whether the login call went out before the provider had
// sent the popup to the callback: the opener took the popup for closed.
func (a *browserAgent) gaveUpEarly(attempt browser.Exchange) bool {
	for _, x := range a.Since() {
		if strings.HasPrefix(x.URL, a.run.Guide().RedirectURI+"?") {
			return attempt.Started.Before(x.Started)
		}
	}
	return !closed(a.popup)
}

// isLoginAttempt recognises the tab's login call (§14.7 on 7.2).
func (a *browserAgent) isLoginAttempt(x browser.Exchange) bool {
	return x.Page == a.page.ID() && x.Method == http.MethodPost && strings.HasSuffix(x.URL, "/api/v1/method.callAnon/login")
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
