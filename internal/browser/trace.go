package browser

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"gonogo/internal/browser/devtools"
)

// recorder is the store behind [Trace].
type recorder struct {
	changed devtools.Signal

	mu        sync.Mutex
	exchanges []*entry
	messages  []Message
}

// entry is one exchange and whether anything more will become of it.
type entry struct {
	Exchange
	finished bool
}

// NewTrace is an empty record.
func NewTrace() *Trace { return new(Trace) }

// Exchanges are all requests so far in the order in which they started; one
// that is still running has neither status nor error.
func (t *Trace) Exchanges() []Exchange { return t.Since(0) }

// Mark is the position behind the last request, for Since and Wait.
func (t *Trace) Mark() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.exchanges)
}

// Since are the requests that started at or after the mark.
func (t *Trace) Since(mark int) []Exchange {
	t.mu.Lock()
	defer t.mu.Unlock()
	var found []Exchange
	for _, e := range t.exchanges[min(mark, len(t.exchanges)):] {
		found = append(found, e.copy())
	}
	return found
}

// Messages are all console messages and page errors so far, oldest first.
func (t *Trace) Messages() []Message {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.messages)
}

// RecordPageError notes an error that a page shows or that was seen outside
// of the browser, at the level "error". page is the page's ID.
func (t *Trace) RecordPageError(page, text string) {
	t.addMessage(Message{Page: page, At: time.Now(), Level: "error", Text: text})
}

// Wait returns the first finished exchange at or after the mark that matches,
// looking at past ones first. what says in words what is awaited.
func (t *Trace) Wait(ctx context.Context, mark int, what string, match func(Exchange) bool) (Exchange, error) {
	for {
		changed := t.changed.Next()
		if found, ok := t.finished(mark, match); ok {
			return found, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Exchange{}, fmt.Errorf("waiting for %s: none among %d requests: %w",
				what, len(t.Since(mark)), context.Cause(ctx))
		}
	}
}

// WaitMessage returns the first message that matches, looking at past ones
// first. what says in words what is awaited.
func (t *Trace) WaitMessage(ctx context.Context, what string, match func(Message) bool) (Message, error) {
	for {
		changed := t.changed.Next()
		said := t.Messages()
		if i := slices.IndexFunc(said, match); i >= 0 {
			return said[i], nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Message{}, fmt.Errorf("waiting for %s: none among %d messages: %w",
				what, len(said), context.Cause(ctx))
		}
	}
}

func (t *Trace) finished(mark int, match func(Exchange) bool) (Exchange, bool) {
	t.mu.Lock()
	var candidates []Exchange
	for _, e := range t.exchanges[min(mark, len(t.exchanges)):] {
		if e.finished {
			candidates = append(candidates, e.copy())
		}
	}
	t.mu.Unlock()
	for _, x := range candidates {
		if match(x) {
			return x, true
		}
	}
	return Exchange{}, false
}

func (t *Trace) addMessage(m Message) {
	t.mu.Lock()
	t.messages = append(t.messages, m)
	t.mu.Unlock()
	t.changed.Broadcast()
}

func (t *Trace) add(x Exchange) *entry {
	t.mu.Lock()
	defer t.mu.Unlock()
	e := &entry{Exchange: x}
	t.exchanges = append(t.exchanges, e)
	return e
}

// update changes an exchange and tells the waiters.
func (t *Trace) update(e *entry, change func(*entry)) {
	t.mu.Lock()
	change(e)
	t.mu.Unlock()
	t.changed.Broadcast()
}

func (e *entry) copy() Exchange {
	x := e.Exchange
	x.RequestHeaders = maps.Clone(x.RequestHeaders)
	x.ResponseHeaders = maps.Clone(x.ResponseHeaders)
	return x
}
