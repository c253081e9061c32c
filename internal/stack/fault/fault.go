// Package fault plants failures at a provider and mends them again, so that a
// symptom can be reproduced, diagnosed and cured. What a person, Rocket.Chat and
// the doctor see comes from the failure itself: nothing is told to them.
package fault

import (
	"context"
	"fmt"
	"slices"
)

// Endpoints of a provider, as Fault.Endpoint names them.
const (
	// Host is everything that the provider answers.
	Host = ""
	// Authorize is where the browser is sent (§3.1).
	Authorize = "authorize"
	// Token is where Rocket.Chat exchanges the code (§4.2).
	Token = "token"
	// UserInfo is where Rocket.Chat reads the identity (§4.3).
	UserInfo = "userinfo"
	// Picture is whatever the provider serves as people's pictures (§6.2).
	Picture = "picture"
)

// Fault is a failure at one place.
type Fault struct {
	// Endpoint is one of the constants above.
	Endpoint string
	Kind     Kind
}

// String reads as in "failing at token".
func (f Fault) String() string {
	if f.Endpoint == Host {
		return fmt.Sprintf("%s everywhere", f.Kind)
	}
	return fmt.Sprintf("%s at %s", f.Kind, f.Endpoint)
}

// Planted is a failure that has been planted.
type Planted struct {
	// Settings are those of the login service, by suffix ("token_path"), that have
	// to be written before the failure shows, and put back after Mend; nil where
	// the provider's own addresses stay as they are. Whoever plants writes them
	// under the service's lock. They are absolute addresses, which only the
	// legacy engine takes (§1.2, §3.2).
	Settings map[string]any
	// Mend ends the failure; a second call does nothing. Requests that wait
	// because of it are let go.
	Mend func(context.Context) error
}

// Planter is a stack that can plant failures at its provider. Several may be
// planted at once, at different endpoints or of different kinds; it is safe for
// concurrent use. A failure is seen by everything that uses the stack.
type Planter interface {
	// Plant plants f. The error is a *CannotError where this stack has no such
	// failure.
	Plant(ctx context.Context, f Fault) (Planted, error)
}

// CannotError says why a failure cannot be planted on a stack: the case is not
// observed there.
type CannotError struct {
	Fault Fault
	// Reason is one sentence without full stop, in words that a report prints.
	Reason string
}

// Error is failure and reason.
func (e *CannotError) Error() string {
	return fmt.Sprintf("cannot plant the failure %q: %s", e.Fault, e.Reason)
}

// Check refuses a kind that its endpoint cannot have, or that does not exist.
func (f Fault) Check() error {
	if !slices.Contains(Kinds(), f.Kind) {
		return &CannotError{f, fmt.Sprintf("no failure is called %q", f.Kind)}
	}
	if !f.Kind.Fits(f.Endpoint) {
		return &CannotError{f, "this failure belongs to another endpoint"}
	}
	return nil
}
