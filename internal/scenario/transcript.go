package scenario

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// transcript records the steps of a scenario as a person would tell them.
type transcript struct {
	mu    sync.Mutex
	steps []step
}

type step struct {
	sentence string
	took     time.Duration
	failure  string
}

func (t *transcript) add(sentence string, took time.Duration, failure string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.steps = append(t.steps, step{sentence: sentence, took: took, failure: failure})
}

// String prints one line a step, ✓ or ✗, with the time it took.
func (t *transcript) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var b strings.Builder
	for _, s := range t.steps {
		if s.failure == "" {
			fmt.Fprintf(&b, "  ✓ %s (%d ms)\n", s.sentence, s.took.Milliseconds())
			continue
		}
		fmt.Fprintf(&b, "  ✗ %s (%d ms)\n      %s\n", s.sentence, s.took.Milliseconds(), s.failure)
	}
	return b.String()
}
