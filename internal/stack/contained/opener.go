// Package contained opens stacks of containers: Rocket.Chat, MongoDB, the
// provider and a TLS gateway, each stack in networks of its own, under the
// guide's own names. What a stack is made of stands in Docker, by label; which
// process uses it stands in a ledger on disk. So nothing of ours is left after
// the next run, however a run ended, and a stack that was kept is found again.
package contained

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/simulator/front"
)

// Options say how stacks are made and how long they stay.
type Options struct {
	Local  bool   // the project's own stand-ins instead of the publishers' images
	Folder string // the ledger's; see the package
	Keep   string // "always", "failure" or "never"
	// Run is the run to which suites in several processes belong; empty for a run
	// of one process. Stacks are then left to the next suite of the run.
	Run string
	// Say tells a person what is awaited and what was swept. It must not be nil.
	Say func(string)
	// Providers says how a guide's provider runs.
	Providers Providers
}

// Opener opens stacks of containers. It is safe for concurrent use.
type Opener struct {
	options   Options
	engine    engine
	ledger    *ledger
	authority *front.Authority

	trusted []string // keys of the authorities of stacks that may be used

	mu     sync.Mutex
	failed bool
}

// Open asks Docker, sweeps what former runs have left, and starts nothing yet.
func Open(ctx context.Context, o Options) (*Opener, error) {
	e, err := connect(ctx)
	if err != nil {
		return nil, err
	}
	p := &Opener{options: o, engine: e}
	if err := p.prepare(ctx); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return p, nil
}

func (p *Opener) prepare(ctx context.Context) error {
	var err error
	if p.ledger, err = openLedger(p.options.Folder); err != nil {
		return err
	}
	if p.authority, err = front.NewAuthority(); err != nil {
		return err
	}
	if err := p.sweep(ctx, p.options.Keep == "never"); err != nil {
		return err
	}
	return p.trust(ctx)
}

func (p *Opener) sweep(ctx context.Context, kept bool) error {
	swept, err := p.ledger.sweep(ctx, p.engine, kept)
	for _, s := range swept {
		p.options.Say(s.String())
	}
	return err
}

// Open uses a stack of the cell that was kept, or starts one.
func (p *Opener) Open(ctx context.Context, g *guide.Guide, r release.Release) (*Stack, error) {
	g, identity, err := p.options.Providers.place(g, p.options.Local)
	if err != nil {
		return nil, err
	}
	c := cell{guide: g, release: r, images: imagesOf(r, p.options.Local), identity: identity}
	a := newAwaited(c.title(), p.options.Say)
	recipe, err := c.recipe(ctx, p.engine, a)
	if err != nil {
		return nil, err
	}
	s, err := p.again(ctx, c, recipe)
	if err != nil {
		return nil, err
	}
	if s == nil {
		if s, err = p.anew(ctx, c, recipe, a); err != nil {
			return nil, err
		}
	}
	s.close = p.leave
	if s.unread != nil {
		p.options.Say(fmt.Sprintf("The database of %s cannot be observed, nor what is checked there: %v.", c.title(), s.unread))
	}
	return s, nil
}

// anew starts a stack. What a failed start has made is removed.
func (p *Opener) anew(ctx context.Context, c cell, recipe string, awaited *awaited) (*Stack, error) {
	id := newID()
	mine, err := p.ledger.enter("stack", id)
	if err != nil {
		return nil, err
	}
	a := &assembly{engine: p.engine, cell: c, id: id, authority: p.authority, awaited: awaited, labels: map[string]string{
		labelHost: p.ledger.host, labelRun: p.options.Run, labelStack: id, labelCell: c.name(),
		labelRecipe: recipe, labelAuthority: string(p.authority.PEM()),
	}}
	var s *Stack
	if err = a.assemble(ctx); err == nil {
		s, err = open(ctx, p.engine, c, id, a.labels)
	}
	if err != nil {
		ctx := context.WithoutCancel(ctx)
		return nil, errors.Join(fmt.Errorf("starting the containers of %s: %w", c.title(), err), a.discardAll(ctx), mine.forget())
	}
	s.claim = mine
	return s, nil
}

// TrustSPKI are the keys of the authorities of all stacks that Open may return.
// They do not change: a browser is told once, when it starts.
func (p *Opener) TrustSPKI() []string { return slices.Clone(p.trusted) }

// ReachHosts is empty: every name of a stack is behind its proxy.
func (p *Opener) ReachHosts() []string { return nil }

// Fail notes that something went wrong in the run, which GONOGO_KEEP may ask about.
func (p *Opener) Fail() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.failed = true
}

// Close ends the connection with Docker. Stacks must be closed before. It sweeps
// once more: what Docker was still making for a process that was killed may have
// appeared after Open.
func (p *Opener) Close(ctx context.Context) error {
	return errors.Join(p.sweep(ctx, false), p.engine.Close())
}

// trust gathers the authorities: this process's own, and those of the stacks that
// others have started and that may be used again.
func (p *Opener) trust(ctx context.Context) error {
	all, err := p.engine.stacks(ctx, labelHost+"="+p.ledger.host)
	if err != nil {
		return err
	}
	p.trusted = []string{p.authority.SPKI()}
	for _, f := range all {
		if a, err := f.authority(); err == nil && !slices.Contains(p.trusted, a.SPKI()) {
			p.trusted = append(p.trusted, a.SPKI())
		}
	}
	return nil
}

// trusts reports whether browsers accept a stack. One that has appeared since
// Open they do not.
func (p *Opener) trusts(f *found) bool {
	a, err := f.authority()
	return err == nil && slices.Contains(p.trusted, a.SPKI())
}

// authority is what the stack's certificates come from.
func (f *found) authority() (*front.Authority, error) {
	return front.KnownAuthority([]byte(f.labels[labelAuthority]))
}
