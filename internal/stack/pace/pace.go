// Package pace keeps logins within the limit that Rocket.Chat sets for an address.
package pace

import (
	"context"
	"fmt"
	"time"
)

// Meteor grants five calls of its method login in ten seconds to one address
// and browser (observed §E.2); no setting lifts that.
const (
	loginsAtOnce = 5
	loginWindow  = 10 * time.Second
)

// Pace keeps logins within that limit without ever meeting it. A login holds
// one of five seats from before the click that starts it until ten seconds
// after its end: six calls in one window would have to hold six.
type Pace struct {
	seats chan time.Time // each with the time from which it is free
}

// New has all seats free.
func New() *Pace {
	p := &Pace{seats: make(chan time.Time, loginsAtOnce)}
	for range loginsAtOnce {
		p.seats <- time.Time{}
	}
	return p
}

// Take waits for a seat. done gives it back and must be called once.
func (p *Pace) Take(ctx context.Context) (done func(), err error) {
	var free time.Time
	select {
	case free = <-p.seats:
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for the logins of others to end: %w", ctx.Err())
	}
	timer := time.NewTimer(time.Until(free))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		p.seats <- free
		return nil, fmt.Errorf("keeping within five logins in ten seconds: %w", ctx.Err())
	}
	return func() { p.seats <- time.Now().Add(loginWindow) }, nil
}
