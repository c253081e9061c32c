package pages

import (
	"context"
	"fmt"

	"gonogo/internal/browser"
	"gonogo/internal/release"
)

// RocketChat is a tab that shows Rocket.Chat.
type RocketChat struct {
	page    browser.Page
	markup  markup
	release release.Release
}

// NewRocketChat looks at page as the given release draws it.
func NewRocketChat(page browser.Page, r release.Release) *RocketChat {
	return &RocketChat{page: page, markup: markupOf(r), release: r}
}

// Page is the tab.
func (p *RocketChat) Page() browser.Page { return p.page }

// Open goes to the workspace and waits until the person can use what comes:
// the login form, a provider's button, the home page or one of the forms that
// stand between a login and the home page.
func (p *RocketChat) Open(ctx context.Context, baseURL string) error {
	if err := p.page.Goto(ctx, baseURL); err != nil {
		return fmt.Errorf("opening Rocket.Chat: %w", err)
	}
	_, err := p.WaitState(ctx, LoginForm, Home, RegisterUsername, ResetPassword, TwoFactor)
	return err
}

// PasswordLogin fills the login form and sends it. It does not wait for the
// outcome: [RocketChat.WaitState] does.
func (p *RocketChat) PasswordLogin(ctx context.Context, user, password string) error {
	if err := p.page.Fill(ctx, browser.Locator{CSS: p.markup.UserField}, user); err != nil {
		return fmt.Errorf("typing the user name: %w", err)
	}
	if err := p.page.Fill(ctx, browser.Locator{CSS: p.markup.PasswordField}, password); err != nil {
		return fmt.Errorf("typing the password: %w", err)
	}
	if err := p.page.Click(ctx, browser.Locator{CSS: p.markup.LoginSubmit}); err != nil {
		return fmt.Errorf("sending the login form: %w", err)
	}
	return nil
}

// OpenSignUp goes from the login page to the sign-up page and waits for its form.
func (p *RocketChat) OpenSignUp(ctx context.Context) error {
	if err := p.page.Click(ctx, p.markup.SignUpLink); err != nil {
		return fmt.Errorf("going to the sign-up page: %w", err)
	}
	_, err := p.WaitState(ctx, SignUp)
	return err
}
