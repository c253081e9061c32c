package scenario

import (
	"context"
	"errors"
	"fmt"

	"gonogo/internal/browser/pages"
	"gonogo/internal/guide"
	"gonogo/internal/rocketchat"
)

// Field is what the service maps for a field, by topic ("username-field"); empty
// where nothing is.
func (r *Run) Field(topic guide.Topic) string { return r.setting(topic) }

// MustChooseAUsername is a first login that ends on the page which asks for a
// user name, with one suggested (§9.3).
func (p *Person) MustChooseAUsername() {
	p.OpensTheLoginPage()
	p.ClicksTheProviderButton()
	p.SignsIn()
	p.run.Check("she is asked to choose a user name, and one is suggested", func(ctx context.Context) error {
		state, ending, err := p.ending(ctx)
		if err != nil {
			return err
		}
		if state.Kind != pages.RegisterUsername {
			return differs("%s", ending)
		}
		if _, err := p.chat.SuggestedUsername(ctx); err != nil {
			return err
		}
		return p.noteAccount(ctx)
	})
}

// TakesTheUsername chooses it on that page, and comes home.
func (p *Person) TakesTheUsername(name string) {
	p.run.Step("she chooses the user name "+name, func(ctx context.Context) error {
		if err := p.chat.RegisterUsername(ctx, name); err != nil {
			return err
		}
		_, err := p.chat.WaitState(ctx, pages.Home)
		return err
	})
}

// CannotChoose checks that Rocket.Chat refuses a user name of the person's own
// choice, by the method that the page calls.
func (p *Person) CannotChoose(name string) {
	p.run.Check(fmt.Sprintf("Rocket.Chat does not let her choose the user name %q", name), func(ctx context.Context) error {
		session, err := p.chat.Session(ctx)
		if err != nil {
			return err
		}
		err = p.api(session.UserID, session.Token.Reveal()).Method(ctx, "setUsername", nil, name)
		return refusedAs(err, "she can choose the user name "+name)
	})
}

// RefusesTheUsernameItself checks that an administrator cannot make an account
// with this user name, so that only a provider's person can have it (§5.3).
func (r *Run) RefusesTheUsernameItself(username string) {
	r.Check(fmt.Sprintf("Rocket.Chat itself refuses the user name %q", username), func(ctx context.Context) error {
		like := r.identity()
		made, err := r.stack.Admin().CreateUser(ctx, rocketchat.NewUser{
			Username: username, Name: like.Name, Email: like.Email, Password: like.Password, Verified: true,
		})
		if err == nil {
			if err := r.stack.Admin().DeleteUser(ctx, made.ID); err != nil {
				return fmt.Errorf("deleting an account that should not have been made: %w", err)
			}
		}
		return refusedAs(err, "an administrator can make an account with the user name "+username)
	})
}

// refusedAs is nil for a refusal by Rocket.Chat; what happened otherwise is an error.
func refusedAs(err error, otherwise string) error {
	_, refused := errors.AsType[*rocketchat.Error](err)
	switch {
	case refused:
		return nil
	case err == nil:
		return differs("%s", otherwise)
	}
	return err
}

// HasTheUsername checks that the account, as it was before, has the person's
// present user name.
func (p *Person) HasTheUsername(before *Local, want string) {
	p.run.Check("her account has the user name "+want, func(ctx context.Context) error {
		shown, err := p.run.stack.Admin().UserInfoByID(ctx, p.account)
		switch {
		case err != nil:
			return err
		case shown.Username == before.user.Username:
			return differs("her account still has the former user name")
		case shown.Username != want:
			return differs("her account has the user name %s", shown.Username)
		}
		return nil
	})
}

// HasTheAddress checks that the account has this e-mail and no other.
func (p *Person) HasTheAddress(want string) {
	p.run.Check("her account has the e-mail "+want, func(ctx context.Context) error {
		shown, err := p.run.stack.Admin().UserInfoByID(ctx, p.account)
		if err == nil && (len(shown.Emails) != 1 || shown.Emails[0].Address != want) {
			return differs("her account still has the former e-mail")
		}
		return err
	})
}
