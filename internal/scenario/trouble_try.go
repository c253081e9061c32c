package scenario

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"gonogo/internal/browser"
)

// Attempts tries to log in, as far as that goes, and tells how it ended.
func (p *Person) Attempts() Ending {
	return p.tries("she tries to log in", func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		return p.goesOn(ctx)
	})
}

// tries plays an attempt as one step.
func (p *Person) tries(sentence string, attempt func(context.Context) (Ending, error)) Ending {
	p.pace()
	var ending Ending
	p.run.Step(sentence, func(ctx context.Context) error {
		var err error
		ending, err = attempt(ctx)
		p.endLogin()
		return err
	})
	return ending
}

// starts clicks the button and waits for the provider. An ending means that the
// attempt was over with that.
func (p *Person) starts(ctx context.Context) (Ending, error) {
	there, err := p.chat.HasProviderButton(ctx, p.run.button())
	if err != nil {
		return "", err
	}
	if !there {
		return p.run.NoButton(), nil
	}
	err = p.session.StartLogin(ctx, p.run.button(), p.run.loginStyle() != "redirect")
	if errors.Is(err, errDeadButton) {
		return Ending(errDeadButton), nil
	}
	answer, seen := p.providerAnswer(ctx)
	switch {
	case seen != nil:
		return "", errors.Join(err, seen)
	case answer.Status == 0:
		return p.run.ProviderUnreachable(), nil
	case refuses(answer):
		return p.run.ProviderRefuses(), nil
	}
	return "", err
}

// refuses tells an error page from a login page. Entra's has the status 200, and
// the number of the error in it.
func refuses(answer browser.Exchange) bool {
	return answer.Status >= http.StatusBadRequest || strings.Contains(answer.ResponseBody, "AADSTS")
}

// goesOn signs in, unless the provider has sent the person back already, and
// waits for how that ends.
func (p *Person) goesOn(ctx context.Context) (Ending, error) {
	answer, err := p.providerAnswer(ctx)
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(answer.ResponseHeaders["Location"], p.run.callback()) {
		ending, err := p.signsIn(ctx)
		if ending != "" || err != nil {
			return ending, err
		}
	}
	return p.ends(ctx)
}

func (p *Person) signsIn(ctx context.Context) (Ending, error) {
	at, err := p.session.Provider()
	if err != nil {
		return "", err
	}
	err = p.session.Guard(ctx, func(ctx context.Context) error { return at.SignIn(ctx, p.Login, p.Password) })
	if errors.Is(err, errFormBlocked) {
		return Ending(errFormBlocked), nil
	}
	return "", err
}

// providerAnswer is the answer to the authorize request of the running attempt.
func (p *Person) providerAnswer(ctx context.Context) (browser.Exchange, error) {
	address := p.run.authorizeAddress()
	return p.session.Await(ctx, "the provider's answer at "+address, func(x browser.Exchange) bool {
		return x.Type == "Document" && strings.HasPrefix(x.URL, address) && (x.Status != 0 || x.Error != "")
	})
}

// authorizeAddress is where the settings in force send the browser (§3.1).
func (r *Run) authorizeAddress() string {
	path := r.settingOr("authorize-path", "/oauth/authorize")
	if strings.HasPrefix(path, "https://") || strings.HasPrefix(path, "http://") {
		return path
	}
	return r.setting("url") + path
}

// callback is where the provider sends people back to.
func (r *Run) callback() string {
	return fmt.Sprintf("%s/_oauth/%s", r.stack.RocketChatURL(), r.configured.Service.Key)
}
