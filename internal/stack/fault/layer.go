package fault

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
)

// Layer stands in front of a provider's handler and lets it fail as planted.
// Requests that a failure answers never reach the provider, and are not among
// what it has recorded; those whose answer is only edited are. A layer cannot
// refuse connections, so that Refused is a Reset here. It is safe for concurrent
// use, also while it serves.
type Layer struct {
	next http.Handler

	mu      sync.RWMutex
	planted []*plant
}

// plant is one failure until it is mended.
type plant struct {
	fault  Fault
	paths  Paths
	mended chan struct{}
}

// NewLayer returns a layer without failures.
func NewLayer(next http.Handler) *Layer { return &Layer{next: next} }

// Break plants f at the endpoints that paths tell apart. mend ends it; a second
// call does nothing. The error is a *CannotError.
func (l *Layer) Break(f Fault, paths Paths) (mend func(), err error) {
	if err := l.check(f, paths); err != nil {
		return nil, err
	}
	p := &plant{f, paths, make(chan struct{})}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.planted = append(slices.Clone(l.planted), p) // those who serve read the former list
	return sync.OnceFunc(func() { l.mend(p) }), nil
}

// check refuses what no handler can do.
func (l *Layer) check(f Fault, paths Paths) error {
	switch {
	case f.Kind == Untrusted:
		return &CannotError{f, "the certificate is shown before the provider's handler is asked"}
	case f.Endpoint != Host && paths.Of(f.Endpoint) == "":
		return &CannotError{f, fmt.Sprintf("the provider has no endpoint %q", f.Endpoint)}
	}
	return f.Check()
}

func (l *Layer) mend(p *plant) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.planted = slices.DeleteFunc(slices.Clone(l.planted), func(other *plant) bool { return other == p })
	close(p.mended)
}

// ServeHTTP implements http.Handler. Of several failures at one endpoint the one
// that was planted last comes first.
func (l *Layer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.RLock()
	planted := l.planted
	l.mu.RUnlock()
	h := l.next
	for _, p := range planted {
		if p.paths.Covers(p.fault.Endpoint, r.URL.Path) {
			h = p.before(h)
		}
	}
	h.ServeHTTP(w, r)
}
