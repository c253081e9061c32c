package rest

import (
	"slices"
	"strings"
	"sync"
)

// Secrets are values that no error may show. The zero value holds none and is
// ready for use. It is safe for concurrent use.
type Secrets struct {
	mu     sync.Mutex
	values []string
}

// Add adds values; empty ones are none.
func (s *Secrets) Add(values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, value := range values {
		if value != "" && !slices.Contains(s.values, value) {
			s.values = append(s.values, value)
		}
	}
}

// Withhold takes all of them out of a text, and more beside them.
func (s *Secrets) Withhold(text string, more ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, value := range slices.Concat(more, s.values) {
		if value != "" {
			text = strings.ReplaceAll(text, value, "(withheld)")
		}
	}
	return text
}
