package scenario

import (
	"context"
	"errors"
	"strings"

	"gonogo/internal/browser/pages"
	"gonogo/internal/guide"
)

// OpensTheLoginPage goes to the workspace's address as the guide prints it.
func (p *Person) OpensTheLoginPage() {
	address := p.run.stack.RocketChatURL()
	p.run.Step("she opens "+address, func(ctx context.Context) error {
		if err := p.chat.Open(ctx, address); err != nil {
			return err
		}
		shown, err := p.session.Address(ctx)
		if err == nil && !strings.HasPrefix(shown, address+"/") {
			return differs("the address bar shows %s instead of %s", shown, address)
		}
		return err
	})
}

// ClicksTheProviderButton starts a login attempt. In popup style the popup that
// opens is where the person goes on.
func (p *Person) ClicksTheProviderButton() {
	p.pace()
	p.run.Step("she clicks the provider's button", func(ctx context.Context) error {
		return p.session.StartLogin(ctx, p.run.button(), p.run.loginStyle() != "redirect")
	})
}

// ArrivesAtTheProvider waits for the provider's login page under the address
// that the guide prints.
func (p *Person) ArrivesAtTheProvider() {
	p.run.Check("she arrives at the provider's login page under "+p.run.Guide().ProviderURL, func(ctx context.Context) error {
		at, err := p.session.Provider()
		if err != nil {
			return err
		}
		if err := at.Await(ctx); err != nil {
			return err
		}
		return p.session.Arrived(ctx)
	})
}

// SignsIn types the credentials and answers what the provider asks on the way
// back.
func (p *Person) SignsIn() {
	p.run.Step("she signs in at the provider", func(ctx context.Context) error {
		at, err := p.session.Provider()
		if err != nil {
			return err
		}
		return p.session.Guard(ctx, func(ctx context.Context) error { return at.SignIn(ctx, p.Login, p.Password) })
	})
}

// IsLoggedIn checks that the attempt ends in a logged-in user. Where the guide
// maps no user name, Rocket.Chat asks the person to choose one first: she does,
// and readers of the guide are told.
func (p *Person) IsLoggedIn() {
	var state pages.State
	p.run.Check("she is logged in to Rocket.Chat", func(ctx context.Context) error {
		var ending string
		var err error
		if state, ending, err = p.ending(ctx); err != nil {
			return err
		}
		if state.Kind == pages.Home || state.Kind == pages.RegisterUsername && !p.run.mapsUsername() {
			return p.noteAccount(ctx)
		}
		return differs("%s", ending)
	})
	if state.Kind == pages.RegisterUsername {
		p.ChoosesAUsername()
	}
}

// ChoosesAUsername fills the page that Rocket.Chat shows to somebody without one.
func (p *Person) ChoosesAUsername() {
	if guides, _ := p.run.configured.Value("username_field"); guides == nil || guides == "" {
		p.run.Finding(guide.TopicLogin, "no user name is mapped, so every new person must choose one on a page of Rocket.Chat's before the first login is complete")
	}
	p.run.Step("she chooses a user name, for none is mapped", func(ctx context.Context) error {
		name, _, _ := strings.Cut(p.Login, "@")
		if err := p.chat.RegisterUsername(ctx, name); err != nil {
			return err
		}
		_, err := p.chat.WaitState(ctx, pages.Home)
		return err
	})
}

// noteAccount remembers whose session the browser holds.
func (p *Person) noteAccount(ctx context.Context) error {
	session, err := p.chat.Session(ctx)
	if err != nil {
		return err
	}
	if session.UserID == "" {
		return differs("the page looks logged in, but the browser keeps no Meteor.userId")
	}
	p.account = session.UserID
	return nil
}

// HoldsALoginToken checks what the browser keeps of the login (§9.4).
func (p *Person) HoldsALoginToken() {
	p.unseen("what the browser stores of the login")
	p.run.Check("her browser holds a login token", func(ctx context.Context) error {
		session, err := p.chat.Session(ctx)
		switch {
		case err != nil:
			return err
		case !session.Token.Present():
			return differs("the browser keeps no Meteor.loginToken")
		case session.CookieUID != session.UserID:
			return differs("the cookie rc_uid does not name the user who is logged in")
		}
		return nil
	})
}

// LogsIn is a whole login, from the login page to the home page.
func (p *Person) LogsIn() {
	p.OpensTheLoginPage()
	p.ClicksTheProviderButton()
	p.SignsIn()
	p.IsLoggedIn()
}

// LoginToken keeps the present token, to see later what has become of it.
func (p *Person) LoginToken() Token {
	var token Token
	p.run.Check("she has a login token", func(ctx context.Context) error {
		session, err := p.chat.Session(ctx)
		if err == nil && !session.Token.Present() {
			err = differs("the browser keeps no Meteor.loginToken")
		}
		token = Token{userID: session.UserID, secret: session.Token.Reveal()}
		return err
	})
	return token
}

// LogsOut uses the user menu.
func (p *Person) LogsOut() {
	p.run.Step("she logs out through the user menu", p.chat.LogOut)
}

// IsNotLoggedIn checks that the login page is shown and no login is kept.
func (p *Person) IsNotLoggedIn() {
	p.run.Check("she is not logged in", func(ctx context.Context) error {
		state, err := p.chat.WaitState(ctx, pages.LoginForm, pages.Home, pages.RegisterUsername, pages.ResetPassword)
		if err != nil {
			return err
		}
		if state.Kind != pages.LoginForm {
			return differs("%s", words(state))
		}
		session, err := p.chat.Session(ctx)
		if err == nil && (session.Token.Present() || session.UserID != "") {
			return differs("the login page is shown, but the browser still keeps a login")
		}
		return err
	})
}

// MistypesThePassword stays at the provider, which says so.
func (p *Person) MistypesThePassword() {
	p.run.Check("she mistypes her password, and the provider says so", func(ctx context.Context) error {
		at, err := p.session.Provider()
		if err != nil {
			return err
		}
		message, err := at.FailSignIn(ctx, p.Login, "not-"+p.Password)
		if err == nil && message == "" {
			return differs("the provider says nothing about the wrong password")
		}
		return err
	})
}

// Cancels gives up at the provider: by its button, by refusing consent, or by
// walking away where its pages offer neither.
func (p *Person) Cancels() {
	p.run.Step("she gives up at the provider", func(ctx context.Context) error {
		at, err := p.session.Provider()
		if err != nil {
			return err
		}
		if err = at.Cancel(ctx); !errors.Is(err, pages.ErrNoCancel) {
			return err
		}
		if err = at.DenyConsent(ctx, p.Login, p.Password); !errors.Is(err, pages.ErrNoConsent) {
			return err
		}
		return p.session.WalkAway(ctx)
	})
}
