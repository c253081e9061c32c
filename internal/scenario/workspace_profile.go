package scenario

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"gonogo/internal/rocketchat"
)

// Detail is a part of an account that its profile page lets people change.
type Detail struct {
	name  string // in sentences
	field string // of users.updateOwnBasicInfo
	value func(*Person) string
	read  func(rocketchat.User) string
}

// Name is the full name.
func Name() Detail {
	return Detail{"name", "name", func(p *Person) string { return p.Name + " Lovelace" }, func(u rocketchat.User) string { return u.Name }}
}

// Username is the user name.
func Username() Detail {
	return Detail{"user name", "username", func(p *Person) string {
		name, _, _ := strings.Cut(p.Login, "@")
		return name + "-lovelace"
	}, func(u rocketchat.User) string { return u.Username }}
}

// Nickname is another name, which no provider tells and no setting of its own closes.
func Nickname() Detail {
	return Detail{"nickname", "nickname", func(*Person) string { return "Enchantress" }, func(u rocketchat.User) string { return u.Nickname }}
}

// Email is the first e-mail address.
func Email() Detail {
	return Detail{"e-mail address", "email", func(p *Person) string {
		name, domain, _ := strings.Cut(p.Login, "@")
		return name + "-lovelace@" + domain
	}, func(u rocketchat.User) string {
		if len(u.Emails) == 0 {
			return ""
		}
		return u.Emails[0].Address
	}}
}

// MayNotChangeHer checks that Rocket.Chat refuses her a change with an error of
// this code, and that it changes nothing.
func (p *Person) MayNotChangeHer(d Detail, code string) {
	in := p.LoginToken()
	p.run.Check("Rocket.Chat does not let her change her "+d.name, func(ctx context.Context) error {
		before, err := p.accountNow(ctx)
		if err != nil {
			return err
		}
		err = p.api(in.userID, in.secret).UpdateOwnInfo(ctx, map[string]any{d.field: d.value(p)})
		if err := isRefusal(err, "change her "+d.name, code); err != nil {
			return err
		}
		after, err := p.accountNow(ctx)
		if err == nil && d.read(after) != d.read(before) {
			return differs("Rocket.Chat refuses to change her %s, and changes it", d.name)
		}
		return err
	})
}

// isRefusal is nil for an answer of Rocket.Chat's with this code, where she tried
// to do something.
func isRefusal(err error, do, code string) error {
	var refused *rocketchat.Error
	switch {
	case err == nil:
		return differs("Rocket.Chat lets her %s", do)
	case !errors.As(err, &refused):
		return err
	case refused.Code != code:
		return differs("Rocket.Chat answers %d [%s] instead of [%s]", refused.Status, refused.Code, code)
	}
	return nil
}

// ChangesHer checks that Rocket.Chat lets her change a detail, and does it.
func (p *Person) ChangesHer(d Detail) {
	in := p.LoginToken()
	p.run.Check("she changes her "+d.name+" in Rocket.Chat", func(ctx context.Context) error {
		wanted := d.value(p)
		if err := p.api(in.userID, in.secret).UpdateOwnInfo(ctx, map[string]any{d.field: wanted}); err != nil {
			return err
		}
		after, err := p.accountNow(ctx)
		if err == nil && d.read(after) != wanted {
			return differs("Rocket.Chat says that it has changed her %s, and has not", d.name)
		}
		return err
	})
}

// MayNotHaveAPassword checks that a person whom the provider has sent gets no
// password of Rocket.Chat's, whether it refuses one or ignores it (§14.7).
func (p *Person) MayNotHaveAPassword() {
	in := p.LoginToken()
	password := rand.Text()
	p.run.redactor.Add(password)
	p.run.Check("Rocket.Chat does not let her have a password", func(ctx context.Context) error {
		var refused *rocketchat.Error
		err := p.api(in.userID, in.secret).UpdateOwnInfo(ctx, map[string]any{"newPassword": password})
		if err != nil && !errors.As(err, &refused) {
			return err
		}
		return p.cannotLogInWith(ctx, password)
	})
}

// MayNotSetAPassword checks that Rocket.Chat refuses one with an error of this code.
func (p *Person) MayNotSetAPassword(code string) {
	in := p.LoginToken()
	password := rand.Text()
	p.run.redactor.Add(password)
	p.run.Check("Rocket.Chat refuses her a password", func(ctx context.Context) error {
		err := isRefusal(p.api(in.userID, in.secret).UpdateOwnInfo(ctx, map[string]any{"newPassword": password}), "set a password", code)
		if err != nil {
			return err
		}
		return p.cannotLogInWith(ctx, password)
	})
}

// cannotLogInWith tries a password, which must be refused.
func (p *Person) cannotLogInWith(ctx context.Context, password string) error {
	username, err := p.accountName(ctx)
	if err != nil {
		return err
	}
	_, err = rocketchat.New(p.run.stack.RocketChatURL(), p.run.stack.HTTP()).Login(ctx, username, password)
	var refused *rocketchat.Error
	switch {
	case err == nil:
		return differs("she can log in to Rocket.Chat with a password of its own")
	case errors.As(err, &refused) && refused.Status == http.StatusUnauthorized:
		return nil
	}
	return fmt.Errorf("trying the password: %w", err)
}

// MayNotChangeHerAvatar checks that Rocket.Chat refuses her another picture. The
// address is never asked for one.
func (p *Person) MayNotChangeHerAvatar(code string) {
	in := p.LoginToken()
	p.run.Check("Rocket.Chat does not let her change her avatar", func(ctx context.Context) error {
		return isRefusal(p.api(in.userID, in.secret).SetAvatar(ctx, p.run.PortraitNowhere().address), "change her avatar", code)
	})
}

// NobodyCanSignUp checks that the sign-up form makes no account.
func (r *Run) NobodyCanSignUp() {
	r.Check("nobody can sign up with Rocket.Chat's own form", func(ctx context.Context) error {
		mark := strings.ToLower(rand.Text()[:8])
		stranger := rocketchat.New(r.stack.RocketChatURL(), r.stack.HTTP())
		made, err := stranger.SignUp(ctx, rocketchat.NewUser{
			Username: "ada-" + mark, Name: "Ada Stranger", Email: "ada-" + mark + "@" + r.domain(), Password: rand.Text(),
		})
		var refused *rocketchat.Error
		switch {
		case errors.As(err, &refused):
			return nil
		case err != nil:
			return err
		}
		return errors.Join(differs("the form makes an account"), r.stack.Admin().DeleteUser(ctx, made.ID))
	})
}
