package scenario

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/protocol"
)

// ComesBackWith clicks the button, signs in, and comes back to a callback whose
// parameters something on the way has changed: a proxy, an extension, an old link.
// The code is real and has not been used.
func (p *Person) ComesBackWith(sentence string, change func(url.Values) error) Ending {
	return p.tries(sentence, func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		if err := p.comesBack(ctx, change); err != nil {
			return "", err
		}
		return p.ends(ctx)
	})
}

// comesBack opens the callback of the running attempt with changed parameters.
func (p *Person) comesBack(ctx context.Context, change func(url.Values) error) error {
	back, err := p.sentBack(ctx)
	if err != nil {
		return err
	}
	query := back.Query()
	if err := change(query); err != nil {
		return err
	}
	back.RawQuery = query.Encode()
	return p.session.Visit(ctx, back.String())
}

// sentBack signs the person in at the provider for the running attempt, in a session
// of its own, and returns the callback that the provider sends her to.
func (p *Person) sentBack(ctx context.Context) (*url.URL, error) {
	authorize, err := p.authorizeRequest(ctx)
	if err != nil {
		return nil, err
	}
	visit, err := protocol.NewVisit(protocol.Options{
		Transport: p.run.stack.HTTP().Transport, Release: p.run.Release(),
		Guide: p.run.Guide().ID, ProviderURL: p.run.Guide().ProviderURL,
	}, p.run.callback())
	if err != nil {
		return nil, err
	}
	if err := visit.Go(ctx, authorize.String()); err != nil {
		return nil, err
	}
	if visit.Returned() == nil {
		if err := visit.SignIn(ctx, p.Login, p.Password); err != nil {
			return nil, err
		}
	}
	if visit.Returned() == nil {
		return nil, differs("the provider does not send her back: %s", visit.Shows())
	}
	return visit.Returned(), nil
}

// ends waits for how the running attempt ends.
func (p *Person) ends(ctx context.Context) (Ending, error) {
	state, ending, err := p.ending(ctx)
	if err == nil && loggedIn(state.Kind) {
		err = p.noteAccount(ctx)
	}
	return Ending(ending), err
}

// IsSentBackWith comes back with an error of the provider's instead of a code.
func (p *Person) IsSentBackWith(code string) Ending {
	return p.tries("the provider sends her back with error="+code, func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		authorize, err := p.authorizeRequest(ctx)
		if err != nil {
			return "", err
		}
		query := url.Values{"error": {code}, "state": {authorize.Query().Get("state")}}
		if err := p.session.Visit(ctx, p.run.callback()+"?"+query.Encode()); err != nil {
			return "", err
		}
		return p.ends(ctx)
	})
}

// CallbackHangs is a callback that Rocket.Chat never answers.
func (r *Run) CallbackHangs() Ending { return "Rocket.Chat never answers the callback" }

// hanging is how long a callback that is known to hang is given to answer all the
// same: others take milliseconds (observed §E).
const hanging = 2 * time.Second

// ComesBackToNothing comes back with changed parameters to a callback that must
// hang: nobody waits for it for ever.
func (p *Person) ComesBackToNothing(sentence string, change func(url.Values) error) Ending {
	return p.tries(sentence, func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		limited, cancel := context.WithTimeout(ctx, hanging)
		defer cancel()
		err := p.comesBack(limited, change)
		switch {
		case errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil:
			return p.run.CallbackHangs(), nil
		case err != nil:
			return "", err
		}
		return p.ends(ctx)
	})
}

// ReplaysTheCallback logs in, logs out, and opens the callback once more, as the
// back button or a saved link does. Nothing starts a login then: the page that it
// leads to is what she sees.
func (p *Person) ReplaysTheCallback() Ending {
	return p.tries("she logs in and out, and opens the callback again", func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		if ending, err := p.goesOn(ctx); err != nil || ending != p.run.LoggedIn() {
			return ending, err
		}
		callback, err := p.session.Await(ctx, "the callback", func(x browser.Exchange) bool {
			return x.Type == "Document" && isCallback(x.URL, p.run.callback())
		})
		if err != nil {
			return "", err
		}
		if err := p.chat.LogOut(ctx); err != nil {
			return "", err
		}
		if err := p.session.Visit(ctx, callback.URL); err != nil {
			return "", err
		}
		state, err := p.chat.WaitState(ctx, pages.LoginForm, pages.Home)
		return Ending(words(state)), err
	})
}

func isCallback(address, callback string) bool {
	u, err := url.Parse(address)
	return err == nil && fmt.Sprintf("%s://%s%s", u.Scheme, u.Host, u.Path) == callback
}
