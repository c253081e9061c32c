package stack

import "gonogo/internal/simulator"

// Inside is a stack whose provider answers under a name, too, that only the
// stack's own machines know: what lies there is as private as on an intranet.
type Inside interface {
	// InsideURL is the provider's address by that name, without trailing slash.
	InsideURL() string
}

var _ Inside = (*simulator.Embedded)(nil)
