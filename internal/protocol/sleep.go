package protocol

import (
	"context"
	"time"
)

// nap is a time that the person's computer sleeps, and what happens elsewhere.
type nap struct {
	length    time.Duration
	meanwhile func(context.Context) error
}

// Sleep lets the person's computer fall asleep the next time that it is about to
// call Rocket.Chat's login method, and wake up after a while, which does not
// really pass: from then on the record's clock is ahead by it. What would happen
// during that time is up to meanwhile.
func (a *Agent) Sleep(length time.Duration, meanwhile func(context.Context) error) {
	a.nap = &nap{length, meanwhile}
}

// sleeps is called between a callback and the login.
func (a *Agent) sleeps(ctx context.Context) error {
	n := a.nap
	if n == nil {
		return nil
	}
	a.nap = nil
	a.record.wait(n.length)
	return n.meanwhile(ctx)
}

// wait sets the record's clock forward.
func (r *record) wait(length time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ahead += length
}

// now is the time by the record's clock.
func (r *record) now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return time.Now().Add(r.ahead)
}
