package scenario

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gonogo/internal/browser"
	"gonogo/internal/stack"
	"gonogo/internal/stack/fault"
)

// SentToSiteURL is the end of a login at another address than Site_Url: the
// server names another redirect URI to the token endpoint than the browser has to
// the authorize endpoint, and the provider refuses the code. A popup closes over
// the error; by redirect the callback leads to Site_Url, whoever answers there
// (§8, §14.5, §14.7).
func (r *Run) SentToSiteURL() Ending {
	if r.loginStyle() == "redirect" {
		return "the callback leads to Site_Url instead of the address that she has typed"
	}
	return r.FailedAtTheServer()
}

// AttemptsBesideSiteURL tries to log in where the callback may lead to Site_Url.
// What is there is no affair of the attempt's: nobody may answer.
func (p *Person) AttemptsBesideSiteURL() Ending {
	if p.run.loginStyle() != "redirect" {
		return p.Attempts()
	}
	site := fmt.Sprint(p.run.scenario.Workspace["Site_Url"])
	return p.tries("she tries to log in", func(ctx context.Context) (Ending, error) {
		ending, failed := p.starts(ctx)
		if ending == "" && failed == nil {
			ending, failed = p.signsIn(ctx)
		}
		if ending != "" {
			return ending, failed
		}
		_, err := p.session.Await(ctx, "the way to "+site, func(x browser.Exchange) bool {
			return x.Type == "Document" && strings.HasPrefix(x.URL, site+"/")
		})
		if err != nil {
			return "", errors.Join(failed, err)
		}
		return p.run.SentToSiteURL(), nil
	})
}

// Address is Rocket.Chat's as the guide prints it and people type it.
func (r *Run) Address() string { return r.stack.RocketChatURL() }

// RestartsWith stops Rocket.Chat and starts it over the same database with a
// ROOT_URL; PutsEverythingBack starts it with the first one.
func (r *Run) RestartsWith(rootURL string) {
	restarter, ok := r.stack.(stack.Restarter)
	if !ok {
		r.cannotHappen("gonogo does not restart a Rocket.Chat that is not its own")
	}
	var cannot *fault.CannotError
	r.Step("Rocket.Chat is started again with ROOT_URL "+rootURL, func(ctx context.Context) error {
		err := restarter.RestartRocketChat(ctx, fault.Restart{RootURL: rootURL})
		if errors.As(err, &cannot) {
			return nil
		}
		r.changed.mend = append(r.changed.mend, func(ctx context.Context) error {
			return restarter.RestartRocketChat(ctx, fault.Restart{})
		})
		return err
	})
	if cannot != nil {
		r.cannotHappen(cannot.Reason)
	}
}
