package scenario

import (
	"context"
	"errors"
	"maps"

	"gonogo/internal/provider"
	"gonogo/internal/provider/authentik"
	"gonogo/internal/provider/clavex"
	"gonogo/internal/provider/encvoy"
)

// NewPersonTelling makes somebody new with a complete profile, of whom the
// provider tells these claims on top; nil takes one away. A provider that cannot
// tell them ends the scenario: it says nothing about the guide then.
func (r *Run) NewPersonTelling(claims func(provider.Person) map[string]any) *Person {
	return r.NewPersonWho(func(p *provider.Person) {
		p.Claims = claims(*p)
		r.canBe(*p)
	})
}

// Becomes changes what the provider tells of the person, if it can.
func (p *Person) Becomes(what string, change func(*provider.Person)) {
	changed := p.Person
	changed.Claims = maps.Clone(changed.Claims)
	change(&changed)
	p.run.canBe(changed)
	p.Changes(what, change)
}

// canBe tries whether the provider can have somebody like this. People who are
// prepared by hand are looked for, not made.
func (r *Run) canBe(p provider.Person) {
	if _, byHand := r.stack.Provider().(provider.Cast); byHand {
		return
	}
	var why error
	r.redactor.Add(p.Password)
	r.Step("the provider can tell this of "+p.Login, func(ctx context.Context) error {
		why = r.stack.Provider().Put(ctx, p)
		if inexpressible(why) {
			return nil
		}
		return why
	})
	if why != nil {
		r.unobserved("the whole scenario (" + why.Error() + ")")
		r.Unsupported(why.Error())
	}
}

// inexpressible tells whether a provider has no way to have such a person.
func inexpressible(err error) bool {
	_, a := errors.AsType[*authentik.CannotError](err)
	_, c := errors.AsType[*clavex.CannotError](err)
	_, e := errors.AsType[*encvoy.CannotError](err)
	return a || c || e
}
