package attached

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator"
)

// watched is a provider that tells the workspace whom the suites have made.
type watched struct {
	provider.Provider
	workspace *Workspace
}

// Put implements provider.Provider.
func (p watched) Put(ctx context.Context, person provider.Person) error {
	if err := p.workspace.expect(person); err != nil {
		return err
	}
	return p.Provider.Put(ctx, person)
}

// emulated is a provider that gonogo runs. It keeps a record of its calls.
type emulated struct {
	watched
	emulator *emulator.Emulator
}

var (
	_ provider.Forgetter = emulated{}
	_ provider.Gallery   = emulated{}
)

// Requests implements provider.Observer.
func (p emulated) Requests() []provider.Request { return p.emulator.Requests() }

// Watch implements provider.Forgetter.
func (p emulated) Watch() (seen func() []provider.Request, end func()) { return p.emulator.Watch() }

// Pictures implements provider.Gallery.
func (p emulated) Pictures() string { return p.emulator.Pictures() }

// living is a provider that outlives the run: what is made there is recorded
// before, without its secrets.
type living struct {
	watched
	url string
}

var _ provider.Homed = living{}

// Domain implements provider.Homed.
func (p living) Domain() string { return domain(p.Provider) }

// domain is where gonogo's people are at home at a provider.
func domain(p provider.Provider) string {
	if homed, ok := p.(provider.Homed); ok {
		return homed.Domain()
	}
	return provider.PeopleDomain
}

// Register implements provider.Provider. The registration carries gonogo's mark.
func (p living) Register(ctx context.Context, r provider.Registration) (provider.Credentials, error) {
	r = markRegistration(r)
	if err := p.workspace.record(entry{Provider: p.url, Registration: &r}); err != nil {
		return provider.Credentials{}, err
	}
	c, err := p.watched.Register(ctx, r)
	if err != nil {
		return provider.Credentials{}, err
	}
	return c, p.workspace.record(entry{Provider: p.url, Client: c.ClientID})
}

// Put implements provider.Provider. Whoever has no mark may be a real person.
func (p living) Put(ctx context.Context, person provider.Person) error {
	if !strings.HasPrefix(person.Login, peopleMark) || !strings.HasSuffix(person.Login, "@"+p.Domain()) {
		return fmt.Errorf("%s may be somebody real: at a live provider gonogo makes people %s…@%s only", person.Login, peopleMark, p.Domain())
	}
	if err := p.workspace.record(entry{Provider: p.url, Login: person.Login}); err != nil {
		return err
	}
	return p.watched.Put(ctx, person)
}

// lending is a provider whose people were prepared by hand.
type lending struct {
	watched
	cast provider.Cast
}

var _ provider.Cast = lending{}

// Borrow implements provider.Cast.
func (p lending) Borrow(ctx context.Context, wanted provider.Person) (provider.Person, error) {
	person, err := p.cast.Borrow(ctx, wanted)
	if err != nil {
		return person, err
	}
	if err := p.workspace.record(entry{Lent: newLent(person)}); err != nil {
		return provider.Person{}, errors.Join(err, p.cast.Return(ctx, person))
	}
	return person, nil
}

// Return implements provider.Cast. Whoever borrows the same person next needs
// somebody who is new to Rocket.Chat.
func (p lending) Return(ctx context.Context, person provider.Person) error {
	return errors.Join(p.workspace.forget(ctx, person), p.cast.Return(ctx, person))
}

// lent is how the account of a borrowed person is known: by the e-mail address
// or, in an account without one, by the names. People who were prepared by hand
// may have a name that others have too.
type lent struct {
	Email    string `json:"email"`
	Name     string `json:"name,omitempty"`
	Username string `json:"username,omitempty"`
}

func newLent(p provider.Person) *lent {
	return &lent{Email: p.Email, Name: p.Name, Username: p.Username}
}

// forget deletes the accounts that a borrowed person has got in Rocket.Chat.
func (w *Workspace) forget(ctx context.Context, person provider.Person) error {
	accounts, err := w.admin.Users(ctx)
	if err != nil {
		return fmt.Errorf("listing the accounts: %w", err)
	}
	mine := entry{Lent: newLent(person)}
	var errs []error
	for _, u := range accounts {
		if !mine.owns(u) || w.wasPresent(u) {
			continue
		}
		if err := w.admin.DeleteUser(ctx, u.ID); err != nil {
			errs = append(errs, fmt.Errorf("deleting the account %s: %w", u.Username, err))
		}
	}
	return errors.Join(errs...)
}

// expect records somebody who may get an account, under their full name or
// under the user name that they choose: the first part of their login.
func (w *Workspace) expect(person provider.Person) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	username, _, _ := strings.Cut(person.Login, "@")
	for _, name := range []string{person.Name, username} {
		if name == "" {
			continue
		}
		if err := w.journal.add(entry{Person: name}); err != nil {
			return err
		}
	}
	return nil
}

// strangers refuses a workspace in which somebody of GONOGO_PROVIDER_PEOPLE has
// an account that does not come from an interrupted run.
func (w *Workspace) strangers(people []provider.Person) error {
	for _, p := range people {
		theirs := entry{Lent: newLent(p)}
		i := slices.IndexFunc(w.present, theirs.owns)
		if i >= 0 && !w.ours(w.present[i]) {
			return fmt.Errorf("%s has the account %s already, which seems to be that of %s in GONOGO_PROVIDER_PEOPLE and would have to go; list people who have none", w.url, w.present[i].Username, p.Login)
		}
	}
	return nil
}
