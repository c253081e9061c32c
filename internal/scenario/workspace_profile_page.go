package scenario

import (
	"context"
	"crypto/rand"

	"gonogo/internal/browser/pages"
	"gonogo/internal/rocketchat"
)

// Profile is what a person can do on the account pages of Rocket.Chat.
type Profile struct {
	person *Person
	was    rocketchat.User // the account when the page was opened
}

// OpensHerProfile goes to her own profile by the user menu.
func (p *Person) OpensHerProfile() *Profile {
	opened := &Profile{person: p}
	p.run.Step("she opens her profile", func(ctx context.Context) error {
		if err := p.chat.OpenProfile(ctx); err != nil {
			return err
		}
		var err error
		opened.was, err = p.accountNow(ctx)
		return err
	})
	return opened
}

// IsLocked checks that the page shows a detail of her account, and lets her type
// nothing else.
func (o *Profile) IsLocked(d Detail) {
	o.person.run.Check("her profile shows her "+d.name+", and is locked there", func(ctx context.Context) error {
		look, err := o.person.chat.Field(ctx, pages.ProfileField(d.field))
		switch {
		case err != nil:
			return err
		case !look.Offered:
			return differs("her profile has no field for her %s", d.name)
		case !look.Locked:
			return differs("her profile lets her type another %s", d.name)
		case look.Value != d.read(o.was):
			return differs("her profile shows another %s than her account has", d.name)
		}
		return nil
	})
}

// TakesNoPassword checks that the account pages let her type no password: the
// field is locked, or there is none.
func (o *Profile) TakesNoPassword() {
	o.person.run.Check("no account page takes a password of hers", func(ctx context.Context) error {
		look, err := o.person.chat.Field(ctx, pages.PasswordField)
		if err == nil && look.Offered && !look.Locked {
			return differs("the account pages let her type a password")
		}
		return err
	})
}

// IsUnchanged checks that her account has all the details that it had when the
// page was opened.
func (o *Profile) IsUnchanged() {
	o.person.run.Check("her account is what it was", func(ctx context.Context) error {
		now, err := o.person.accountNow(ctx)
		if err != nil {
			return err
		}
		for _, d := range []Detail{Name(), Username(), Email()} {
			if d.read(now) != d.read(o.was) {
				return differs("her account has another %s", d.name)
			}
		}
		return nil
	})
}

// Changes checks that the page takes another value for a detail, says that it
// has saved it, and has.
func (o *Profile) Changes(d Detail) {
	o.person.run.Check("she changes her "+d.name+" on the page", func(ctx context.Context) error {
		wanted := d.value(o.person)
		answer, err := o.person.chat.Change(ctx, pages.ProfileField(d.field), wanted)
		if err != nil {
			return err
		}
		if !answer.Saved {
			return differs("the page answers %q", answer.Message)
		}
		now, err := o.person.accountNow(ctx)
		if err == nil && d.read(now) != wanted {
			return differs("the page says that it has saved her %s, and has not", d.name)
		}
		return err
	})
}

// GetsNoPasswordThatIsSaved checks that the page takes a password and says that
// it has saved it, and that she has none all the same (observed §G).
func (o *Profile) GetsNoPasswordThatIsSaved() {
	password := rand.Text()
	o.person.run.redactor.Add(password)
	o.person.run.Check("the page says that it has saved her password, and she has none", func(ctx context.Context) error {
		answer, err := o.person.chat.Change(ctx, pages.PasswordField, password)
		if err != nil {
			return err
		}
		if !answer.Saved {
			return differs("the page answers %q", answer.Message)
		}
		return o.person.cannotLogInWith(ctx, password)
	})
}
