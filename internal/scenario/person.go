package scenario

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/provider"
)

// Person is somebody with an identity at the provider and a browser of their own.
type Person struct {
	provider.Person
	run     *Run
	session userAgent // her browser, or what stands for it
	chat    chat      // Rocket.Chat in its tab
	account string    // id of the account that she was last logged in to
	// identity is the provider's id for her, as the users document had it last; nil:
	// nobody has looked.
	identity any
	paced    func() // ends the running login for the pace of the stack; nil: none runs
}

// NewPerson makes somebody who is new to Rocket.Chat and whose profile at the
// provider is complete, as the administrator of a guide would fill it in.
func (r *Run) NewPerson() *Person {
	p := r.identity()
	p.Username = strings.Split(p.Login, "@")[0]
	p.PublicProfile = true
	return r.enter(p)
}

// NewPersonWithDefaults makes somebody with just the claims that the provider
// gives to a person whom nobody has touched: no user name of their own, nothing
// made public.
func (r *Run) NewPersonWithDefaults() *Person { return r.enter(r.identity()) }

// identity makes a person whom no other scenario knows.
func (r *Run) identity() provider.Person {
	mark := strings.ToLower(rand.Text()[:8])
	address := "ada-" + mark + "@" + r.domain()
	return provider.Person{
		Login: address, Email: address,
		Password: base32.StdEncoding.EncodeToString([]byte(rand.Text()[:10])),
		Name:     "Ada " + strings.ToUpper(mark[:1]) + mark[1:], GivenName: "Ada", FamilyName: strings.ToUpper(mark[:1]) + mark[1:],
	}
}

// domain is where people are at home.
func (r *Run) domain() string {
	if homed, ok := r.stack.Provider().(provider.Homed); ok {
		return homed.Domain()
	}
	return provider.PeopleDomain
}

// enter provisions the person at the provider, or borrows somebody who was
// prepared there, and opens their browser.
func (r *Run) enter(who provider.Person) *Person {
	p := &Person{Person: who, run: r}
	if cast, ok := r.stack.Provider().(provider.Cast); ok {
		p.borrow(cast)
	} else {
		r.redactor.Add(who.Password)
		r.Step(fmt.Sprintf("ada exists at the provider as %s", who.Login), func(ctx context.Context) error {
			return r.stack.Provider().Put(ctx, who)
		})
	}
	r.people = append(r.people, p)
	r.Step("ada opens a browser of her own", p.openBrowser)
	return p
}

// borrow lets somebody who was prepared by hand take the person's part. Where
// nobody can, the scenario says nothing about the guide.
func (p *Person) borrow(cast provider.Cast) {
	r := p.run
	wanted, nobody := p.Person, false
	r.Step("somebody who was prepared at the provider is free to be ada", func(ctx context.Context) error {
		lent, err := cast.Borrow(ctx, wanted)
		if nobody = errors.Is(err, provider.ErrNobody); nobody {
			return nil
		}
		if err != nil {
			return err
		}
		r.redactor.Add(lent.Password)
		p.Person = lent
		return nil
	})
	if nobody {
		r.cannotBeCast(provider.ErrNobody)
	}
}

func (p *Person) openBrowser(ctx context.Context) error {
	session, err := p.run.engine.open(ctx, p.run)
	if err != nil {
		return err
	}
	p.session, p.chat = session, session.Chat()
	return nil
}

// leave closes the browser and takes the identity and its account away.
func (p *Person) leave(ctx context.Context) error {
	p.endLogin()
	var errs []error
	cast, borrowed := p.run.stack.Provider().(provider.Cast)
	if !borrowed {
		errs = append(errs, p.run.stack.Provider().Remove(ctx, p.Login))
	}
	account, err := p.leavesBehind(ctx)
	errs = append(errs, err)
	if account != "" && !slices.Contains(p.run.lasting, account) {
		errs = append(errs, p.run.stack.Admin().DeleteUser(ctx, account))
	}
	if p.session != nil {
		errs = append(errs, p.session.Close())
	}
	if borrowed { // last: the next scenario may be waiting for them
		errs = append(errs, cast.Return(ctx, p.Person))
	}
	return errors.Join(errs...)
}

// leavesBehind is the id of the account that she was logged in to, or that she has got
// though nobody expected it: a check that does not hold ends a scenario before anybody
// asks whose account it is.
func (p *Person) leavesBehind(ctx context.Context) (string, error) {
	if p.account != "" || p.run.happened == "" || p.chat == nil {
		return p.account, nil
	}
	// A page that is not Rocket.Chat's keeps no session of it.
	if session, err := p.chat.Session(ctx); err == nil && session.UserID != "" {
		return session.UserID, nil
	}
	all, err := p.run.stack.Admin().Users(ctx)
	if err != nil {
		return "", fmt.Errorf("looking for an account that she may have got: %w", err)
	}
	if i := slices.IndexFunc(all, p.isAddressed); i >= 0 {
		return all[i].ID, nil
	}
	return "", nil
}
