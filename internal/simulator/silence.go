package simulator

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"gonogo/internal/simulator/seeded"
)

// silenceTimeout scales the 20 s down that Rocket.Chat waits for a provider
// (§4.2), where a failure is planted that keeps the provider from ever answering.
// Everything else is waited for as long as upstream: a machine with much to do
// makes nobody give up.
const silenceTimeout = time.Second

// silences are the addresses at which a provider is silent for now.
type silences struct {
	mu      sync.Mutex
	planted []*silence
}

// silence is one failure: a host, and which of its paths it covers.
type silence struct {
	host   string
	covers func(path string) bool
}

// add begins a silence; the returned function ends it.
func (s *silences) add(host string, covers func(path string) bool) (end func()) {
	one := &silence{host, covers}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.planted = append(s.planted, one)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.planted = slices.DeleteFunc(s.planted, func(other *silence) bool { return other == one })
	}
}

// cover tells whether a request will get no answer.
func (s *silences) cover(r *http.Request) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.planted, func(one *silence) bool {
		return one.host == r.URL.Hostname() && one.covers(r.URL.Path)
	})
}

// impatient gives requests up after a while to which no answer will come.
type impatient struct {
	next     http.RoundTripper
	silences *silences
	after    time.Duration
}

// RoundTrip fails with context.DeadlineExceeded when it has given up.
func (i impatient) RoundTrip(r *http.Request) (*http.Response, error) {
	if !i.silences.cover(r) {
		return i.next.RoundTrip(r)
	}
	ctx, giveUp := context.WithCancelCause(r.Context())
	late := time.AfterFunc(i.after, func() { giveUp(context.DeadlineExceeded) })
	response, err := i.next.RoundTrip(r.WithContext(ctx))
	if late.Stop() {
		// The failure was mended meanwhile: the answer may take its time, and the
		// context ends with that of the request.
		context.AfterFunc(r.Context(), func() { giveUp(nil) })
		return response, err
	}
	if err == nil {
		_ = response.Body.Close()
	}
	return nil, context.DeadlineExceeded
}

// serverClient is what the simulated Rocket.Chat reaches the provider with.
func (e *Embedded) serverClient(o Options) *http.Client {
	client := e.network.ServerClient()
	if o.Seeded.Has(seeded.CertificateUnchecked) {
		client = e.network.Client()
	}
	if o.RequestTimeout == 0 {
		client.Transport = impatient{client.Transport, &e.silences, silenceTimeout}
	}
	return client
}
