package scenario

import (
	"context"
	"errors"
	"strings"
	"time"

	"gonogo/internal/browser"
	"gonogo/internal/release"
)

// moment is how long a button that is known to be dead is given to prove the
// contrary. A living one reacts within its click.
const moment = 2 * time.Second

// awaitsReaction waits for what a click on the provider's button brings: a
// popup, or nothing yet in redirect style, where the next step waits for the
// provider's page. Where the release's buttons are known to be dead, it does not
// wait for long.
func (p *Person) awaitsReaction(ctx context.Context) error {
	if p.run.Release().Has(release.CustomButtonDead) {
		limited, cancel := context.WithTimeout(ctx, moment)
		defer cancel()
		if err := p.seesReaction(limited); !errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
			return err
		}
		return differs("a click on the provider's button does nothing")
	}
	if p.run.loginStyle() == "redirect" {
		return nil
	}
	return p.seesReaction(ctx)
}

// seesReaction waits for the popup, or for the tab to leave Rocket.Chat.
func (p *Person) seesReaction(ctx context.Context) error {
	if p.run.loginStyle() == "redirect" {
		_, err := p.session.Trace().Wait(ctx, p.mark, "the way to the provider", func(x browser.Exchange) bool {
			return x.Type == "Document" && !strings.HasPrefix(x.URL, p.run.stack.RocketChatURL()+"/")
		})
		return err
	}
	var err error
	p.popup, err = p.session.WaitPopup(ctx, p.page)
	return err
}
