package scenario

import (
	"context"
	"strings"
)

// Stranger is somebody whom the provider does not know yet, with credentials that
// they will have.
func (r *Run) Stranger() *Person {
	who := r.identity()
	who.Username, _, _ = strings.Cut(who.Login, "@")
	r.redactor.Add(who.Password)
	return &Person{Person: who, run: r}
}

// IsAddedAtTheProvider creates the person there, until the scenario ends.
func (p *Person) IsAddedAtTheProvider() {
	p.run.people = append(p.run.people, p)
	p.run.Step("an administrator adds her at the provider", func(ctx context.Context) error {
		return p.run.stack.Provider().Put(ctx, p.Person)
	})
}

// IsRemovedAtTheProvider deletes the person there.
func (p *Person) IsRemovedAtTheProvider() {
	p.run.Step("an administrator removes her at the provider", func(ctx context.Context) error {
		return p.run.stack.Provider().Remove(ctx, p.Login)
	})
}
