package contained

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// reminder is how often a person hears what is still awaited.
const reminder = 15 * time.Second

// awaited is what the start of one stack still waits for. It is safe for
// concurrent use.
type awaited struct {
	name string // "clavex at 8.9.0"
	say  func(string)
	now  func() time.Time

	mu    sync.Mutex
	since time.Time
	what  []string // in the order in which the waiting began
	note  map[string]string
}

func newAwaited(name string, say func(string)) *awaited {
	return &awaited{name: name, say: say, now: time.Now, since: time.Now(), note: map[string]string{}}
}

// begin adds something to the list; the returned function takes it off.
func (a *awaited) begin(what string) (end func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.what = append(a.what, what)
	return func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		if i := slices.Index(a.what, what); i >= 0 {
			a.what = slices.Delete(a.what, i, i+1)
		}
		delete(a.note, what)
	}
}

// remark says how far something on the list has come: "120 of 250 MB".
func (a *awaited) remark(what, note string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.note[what] = note
}

// line is what a person hears; empty when nothing is awaited.
func (a *awaited) line() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.what) == 0 {
		return ""
	}
	words := make([]string, len(a.what))
	for i, w := range a.what {
		words[i] = w
		if note := a.note[w]; note != "" {
			words[i] += " (" + note + ")"
		}
	}
	return fmt.Sprintf("%s: after %d s still awaiting %s", a.name, int(a.now().Sub(a.since).Seconds()), strings.Join(words, ", "))
}

// watch says the line every time that tick ticks, until ctx ends.
func (a *awaited) watch(ctx context.Context, tick <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick:
			if line := a.line(); line != "" {
				a.say(line)
			}
		}
	}
}
