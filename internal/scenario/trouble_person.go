package scenario

import (
	"context"
	"errors"

	"gonogo/internal/browser/pages"
	"gonogo/internal/provider"
	"gonogo/internal/stack"
	"gonogo/internal/stack/fault"
)

// PutsTheProviderAside closes the popup, or goes back from the provider's page,
// and waits for what Rocket.Chat makes of it.
func (p *Person) PutsTheProviderAside() Ending {
	return p.tries("she gives up at the provider", func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		if err := p.walksAway(ctx); err != nil {
			return "", err
		}
		return p.ends(ctx)
	})
}

// walksAway leaves the provider's page, once that is there.
func (p *Person) walksAway(ctx context.Context) error {
	at, err := p.session.Provider()
	if err != nil {
		return err
	}
	if err := at.Await(ctx); err != nil {
		return err
	}
	return p.session.WalkAway(ctx)
}

// GoesBackAndTriesAgain leaves the provider's page by the back button, and clicks
// Rocket.Chat's button once more.
func (p *Person) GoesBackAndTriesAgain() Ending {
	p.tries("she goes back from the provider's page", func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		if err := p.walksAway(ctx); err != nil {
			return "", err
		}
		_, err := p.chat.WaitState(ctx, pages.LoginForm)
		return "", err
	})
	return p.Attempts()
}

// RefusesConsent signs in and denies what the provider asks for. A provider that
// asks for nothing ends the scenario: an administrator may have consented for
// everybody, which nobody has at an emulator.
func (p *Person) RefusesConsent() Ending {
	asked := true
	ending := p.tries("she refuses her consent at the provider", func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		at, err := p.session.Provider()
		if err != nil {
			return "", err
		}
		err = at.DenyConsent(ctx, p.Login, p.Password)
		if asked = !errors.Is(err, pages.ErrNoConsent); !asked {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		return p.ends(ctx)
	})
	_, emulated := p.run.stack.Provider().(provider.Observer)
	p.run.Check("the provider asks for her consent", func(context.Context) error {
		if !asked && emulated {
			return differs("it asks for none")
		}
		return nil
	})
	if !asked {
		p.run.Unsupported("the provider asks for no consent that could be refused")
	}
	return ending
}

// IsCutOff goes to the provider in a popup that the provider's page cuts off, and
// waits for what Rocket.Chat's page makes of it.
func (p *Person) IsCutOff() Ending {
	return p.tries("she arrives at the provider in a popup", func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		if err := p.session.Arrived(ctx); err != nil {
			return "", err
		}
		return p.ends(ctx)
	})
}

// CutOff is the ending of a popup that was cut off before the person had signed in.
func (r *Run) CutOff() Ending { return endCutOff }

// Meanwhile lets something happen while the person is at the provider.
func (p *Person) Meanwhile(sentence string, happens func(*Run, context.Context) error) Ending {
	return p.tries("while she is at the provider, "+sentence, func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		if err := happens(p.run, ctx); err != nil {
			return "", err
		}
		return p.goesOn(ctx)
	})
}

// DisablesTheService switches the service off.
func (r *Run) DisablesTheService(ctx context.Context) error {
	return r.changeService(ctx, map[string]any{"": false})
}

// Restarts stops Rocket.Chat and starts it over the same database.
func (r *Run) Restarts(ctx context.Context) error {
	return r.stack.(stack.Restarter).RestartRocketChat(ctx, fault.Restart{})
}

// CanRestart ends the scenario where nobody here may restart Rocket.Chat.
func (r *Run) CanRestart() {
	if _, ok := r.stack.(stack.Restarter); !ok {
		r.cannotHappen("gonogo does not restart a Rocket.Chat that is not its own")
	}
}

// IsKnownAtTheProvider logs in, logs out of Rocket.Chat alone, and logs in again:
// the provider, which still knows her, must show no form.
func (p *Person) IsKnownAtTheProvider() Ending {
	if ending := p.Attempts(); ending != p.run.LoggedIn() {
		return ending
	}
	p.LogsOut()
	return p.tries("she clicks the button again, and types nothing", func(ctx context.Context) (Ending, error) {
		if ending, err := p.starts(ctx); ending != "" || err != nil {
			return ending, err
		}
		return p.ends(ctx)
	})
}
