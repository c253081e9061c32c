package op

import (
	"sync"
	"time"
)

// table is a map whose entries end at a time of the injected clock. Ended
// entries are cleaned away while new ones come in.
type table[V any] struct {
	now  func() time.Time
	mu   sync.Mutex
	rows map[string]row[V]
	next time.Time // of the next cleaning
}

type row[V any] struct {
	value V
	ends  time.Time
}

// cleaningInterval is how long ended entries may linger.
const cleaningInterval = time.Minute

func newTable[V any](now func() time.Time) *table[V] {
	return &table[V]{now: now, rows: map[string]row[V]{}}
}

func (t *table[V]) put(key string, value V, lifespan time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	t.clean(now)
	t.rows[key] = row[V]{value: value, ends: now.Add(lifespan)}
}

// get returns the entry unless it is missing or has ended.
func (t *table[V]) get(key string) (V, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	found, ok := t.rows[key]
	if !ok || !t.now().Before(found.ends) {
		var none V
		return none, false
	}
	return found.value, true
}

// change applies f to an entry under the lock and keeps its end; f returns
// false to refuse. change is false when the entry is missing or f refused.
func (t *table[V]) change(key string, f func(*V) bool) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	found, ok := t.rows[key]
	if !ok || !t.now().Before(found.ends) || !f(&found.value) {
		return false
	}
	t.rows[key] = found
	return true
}

func (t *table[V]) remove(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.rows, key)
}

// removeIf removes every entry that doomed names.
func (t *table[V]) removeIf(doomed func(V) bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for key, r := range t.rows {
		if doomed(r.value) {
			delete(t.rows, key)
		}
	}
}

func (t *table[V]) clean(now time.Time) {
	if now.Before(t.next) {
		return
	}
	t.next = now.Add(cleaningInterval)
	for key, r := range t.rows {
		if !now.Before(r.ends) {
			delete(t.rows, key)
		}
	}
}
