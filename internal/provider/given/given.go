// Package given is a provider that gonogo does not administrate: Rocket.Chat's
// registration and the people were prepared there by hand, and are only used.
package given

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"gonogo/internal/provider"
)

// Options are what was prepared.
type Options struct {
	ID          string // the guide's name of the provider
	Credentials provider.Credentials
	People      []provider.Person // see ReadPeople
}

// Provider lends the people who were prepared. It is safe for concurrent use.
type Provider struct {
	options Options

	mu    sync.Mutex
	lent  map[string]bool // by login
	freed chan struct{}   // closed when somebody comes back
}

var (
	_ provider.Provider = (*Provider)(nil)
	_ provider.Cast     = (*Provider)(nil)
)

// New makes a provider out of what was prepared.
func New(o Options) (*Provider, error) {
	if o.Credentials.ClientID == "" || o.Credentials.ClientSecret == "" {
		return nil, errors.New("a registration by hand needs a client id and its secret")
	}
	return &Provider{options: o, lent: map[string]bool{}, freed: make(chan struct{})}, nil
}

// ID implements provider.Provider.
func (p *Provider) ID() string { return p.options.ID }

// Register returns the credentials of the registration that was made by hand.
// Whether that one is as the guide says is for whoever made it to see.
func (p *Provider) Register(context.Context, provider.Registration) (provider.Credentials, error) {
	return p.options.Credentials, nil
}

// Put has nothing to do for somebody who is at the provider just so, and fails
// with provider.ErrByHand for everybody else.
func (p *Provider) Put(_ context.Context, person provider.Person) error {
	for _, known := range p.options.People {
		if reflect.DeepEqual(known, person) {
			return nil
		}
	}
	return fmt.Errorf("%s: %w", person.Login, provider.ErrByHand)
}

// Remove does nothing: whoever was made by hand stays.
func (p *Provider) Remove(context.Context, string) error { return nil }

// People are all who were prepared.
func (p *Provider) People() []provider.Person { return slices.Clone(p.options.People) }

// Borrow implements provider.Cast. Who comes first in the list is lent first.
func (p *Provider) Borrow(ctx context.Context, wanted provider.Person) (provider.Person, error) {
	for {
		person, freed, err := p.lend(wanted)
		if err != nil || freed == nil {
			return person, err
		}
		select {
		case <-freed:
		case <-ctx.Done():
			return provider.Person{}, fmt.Errorf("waiting until somebody who fits is free (prepare more people, or let fewer scenarios run at a time): %w", ctx.Err())
		}
	}
}

// lend hands somebody out, or tells when to ask again.
func (p *Provider) lend(wanted provider.Person) (person provider.Person, freed <-chan struct{}, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	err = provider.ErrNobody
	for _, person := range p.options.People {
		if !Fits(person, wanted) {
			continue
		}
		if err = nil; p.lent[person.Login] {
			continue
		}
		p.lent[person.Login] = true
		return person, nil, nil
	}
	return provider.Person{}, p.freed, err
}

// Return implements provider.Cast.
func (p *Provider) Return(_ context.Context, person provider.Person) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.lent, person.Login)
	close(p.freed)
	p.freed = make(chan struct{})
	return nil
}
