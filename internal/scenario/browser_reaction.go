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
func (a *browserAgent) awaitsReaction(ctx context.Context, popup bool) error {
	if a.run.Release().Has(release.CustomButtonDead) {
		limited, cancel := context.WithTimeout(ctx, moment)
		defer cancel()
		if err := a.seesReaction(limited, popup); !errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
			return err
		}
		return errDeadButton
	}
	if !popup {
		return nil
	}
	return a.seesReaction(ctx, popup)
}

// seesReaction waits for the popup, or for the tab to leave Rocket.Chat.
func (a *browserAgent) seesReaction(ctx context.Context, popup bool) error {
	if !popup {
		_, err := a.Await(ctx, "the way to the provider", func(x browser.Exchange) bool {
			return x.Type == "Document" && !strings.HasPrefix(x.URL, a.run.stack.RocketChatURL()+"/")
		})
		return err
	}
	var err error
	a.popup, err = a.session.WaitPopup(ctx, a.page)
	return err
}
