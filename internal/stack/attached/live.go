package attached

import (
	"context"
	"errors"
	"fmt"

	"gonogo/internal/provider"
)

// administrated is the site of a live provider that gonogo administrates; nil
// where it runs emulators, or uses what was prepared by hand.
func (w *Workspace) administrated() *site {
	for _, s := range w.sites {
		if _, byHand := s.live.(provider.Cast); s.live != nil && !byHand {
			return s
		}
	}
	return nil
}

// clientMark begins the name and the client id of what is registered at a live
// provider. A guide's own client id may be in use there, and registering it
// again would replace a real one. It is letters only: Clavex takes no other
// characters (providers: Clavex).
const clientMark = "gonogo"

func markRegistration(r provider.Registration) provider.Registration {
	r.Name = clientMark + " " + r.Name
	if r.ClientID != "" {
		r.ClientID = clientMark + r.ClientID
	}
	return r
}

// clearProvider removes the people and registrations that were made at the live
// provider of this run, and returns the entries about other providers: those
// stay recorded until a run with that provider.
func (w *Workspace) clearProvider(ctx context.Context) (others []entry, err error) {
	here := w.administrated()
	var errs []error
	var ours []entry
	for _, e := range w.journal.made() {
		if here == nil || e.Provider != here.guide.ProviderURL {
			others = append(others, e)
			continue
		}
		if ours = append(ours, e); e.Login != "" {
			if err := here.live.Remove(ctx, e.Login); err != nil {
				errs = append(errs, fmt.Errorf("removing %s from the provider: %w", e.Login, err))
			}
		}
	}
	if here != nil {
		errs = append(errs, unregister(ctx, here.live, ours))
	}
	return others, errors.Join(errs...)
}

// unregister deletes the registrations. One whose client id never came to be
// known, because the run was killed just then, is made once more to learn it:
// Register replaces.
func unregister(ctx context.Context, p provider.Provider, made []entry) error {
	remover, ok := p.(provider.Unregisterer)
	if !ok {
		return nil // Intentions have said that it stays
	}
	var unknown *provider.Registration
	ids := map[string]bool{}
	for _, e := range made {
		switch {
		case e.Registration != nil:
			unknown = e.Registration
		case e.Client != "":
			ids[e.Client], unknown = true, nil
		}
	}
	if unknown != nil {
		c, err := p.Register(ctx, *unknown)
		if err != nil {
			return fmt.Errorf("finding the registration %s at the provider: %w", unknown.Name, err)
		}
		ids[c.ClientID] = true
	}
	var errs []error
	for id := range ids {
		if err := remover.Unregister(ctx, id); err != nil {
			errs = append(errs, fmt.Errorf("removing the registration %s from the provider: %w", id, err))
		}
	}
	return errors.Join(errs...)
}

// record notes something that is about to be made at the live provider.
func (w *Workspace) record(e entry) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.journal.add(e)
}
