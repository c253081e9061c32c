package scenario

import (
	"context"

	"gonogo/internal/browser/pages"
)

// IsTurnedAway checks that a login attempt fails, and what the person reads:
// nothing, or this text.
func (p *Person) IsTurnedAway(reading string) {
	sentence := "she is turned away without a word"
	if reading != "" {
		sentence = "she is turned away and reads \"" + reading + "\""
	}
	p.run.Check(sentence, func(ctx context.Context) error {
		state, ending, err := p.ending(ctx)
		if err != nil {
			return err
		}
		if state.Kind != pages.LoginForm || state.Message != reading {
			return differs("%s", ending)
		}
		return nil
	})
}

// IsNotLetIn checks that a login attempt fails, whatever the person reads.
func (p *Person) IsNotLetIn() {
	p.run.Check("she is not let in", func(ctx context.Context) error {
		state, ending, err := p.ending(ctx)
		if err == nil && state.Kind != pages.LoginForm {
			return differs("%s", ending)
		}
		return err
	})
}

// IsAskedForACode checks that a login attempt ends in a dialog that wants a code
// of a second factor.
func (p *Person) IsAskedForACode() {
	p.run.Check("she is asked for a code", func(ctx context.Context) error {
		state, ending, err := p.ending(ctx)
		if err == nil && state.Kind != pages.TwoFactor {
			return differs("%s", ending)
		}
		return err
	})
}

// HasAnAccountAllTheSame finds the account of somebody whom Rocket.Chat has not
// let in, so that it can be looked at and is taken away in the end.
func (p *Person) HasAnAccountAllTheSame(active bool) {
	sentence := "Rocket.Chat has made her an account, which is active"
	if !active {
		sentence = "Rocket.Chat has made her an account, which is not active"
	}
	p.run.Check(sentence, func(ctx context.Context) error {
		accounts, err := p.run.stack.Admin().Users(ctx)
		if err != nil {
			return err
		}
		for _, a := range accounts {
			if !hasEmail(a, p.Email) {
				continue
			}
			p.account = a.ID
			if a.Active != active {
				return differs("her account's active is %t", a.Active)
			}
			return nil
		}
		return differs("Rocket.Chat has no account for her")
	})
}

// IsActivated lets an administrator activate her account.
func (p *Person) IsActivated() {
	p.run.Step("an administrator activates her account", func(ctx context.Context) error {
		return p.run.stack.Admin().SetActive(ctx, p.account, true)
	})
}
