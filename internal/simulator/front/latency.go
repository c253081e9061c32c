package front

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Latency is the time that requests take on their way over a network: whoever
// asks, and once for each. The zero value is none.
type Latency struct {
	Least, Most time.Duration
	// Seed makes the draws. Each method and address has draws of its own, so that
	// a scenario which is played again alone meets the same times as among others.
	Seed uint64
}

// Delay lets every request that comes from now on take its time. Call it before
// Start.
func (n *Network) Delay(l Latency) {
	if l.Most > 0 {
		n.latency = newLatency(l)
	}
}

// latency delays requests until they are there, their senders leave, or the
// network ends. A nil latency delays nothing.
type latency struct {
	Latency
	after func(time.Duration) <-chan time.Time
	ended context.Context
	end   context.CancelFunc

	mu    sync.Mutex
	draws map[string]*rand.Rand // by method and address
}

func newLatency(l Latency) *latency {
	d := &latency{Latency: l, after: time.After, draws: map[string]*rand.Rand{}}
	d.ended, d.end = context.WithCancel(context.Background())
	return d
}

// before is h behind the delay. A request whose sender has not waited never
// arrives.
func (d *latency) before(h http.Handler) http.Handler {
	if d == nil {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-d.after(d.draw(r.Method + " " + r.Host + r.URL.Path)):
			h.ServeHTTP(w, r)
		case <-r.Context().Done():
			panic(http.ErrAbortHandler)
		case <-d.ended.Done():
			panic(http.ErrAbortHandler)
		}
	})
}

// draw is the next time for a kind of requests.
func (d *latency) draw(kind string) time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	source := d.draws[kind]
	if source == nil {
		sum := fnv.New64a()
		_, _ = sum.Write([]byte(kind)) // a hash takes everything
		source = rand.New(rand.NewPCG(d.Seed, sum.Sum64()))
		d.draws[kind] = source
	}
	return d.Least + time.Duration(source.Int64N(int64(d.Most-d.Least)+1))
}

// stop ends every delay at once.
func (d *latency) stop() {
	if d != nil {
		d.end()
	}
}
