package devtools

import "sync"

// Signal wakes everybody who waits for a change. The zero value is ready.
type Signal struct {
	mu sync.Mutex
	ch chan struct{}
}

// Next is closed by the next Broadcast. Ask for it before looking at the state
// that is awaited.
func (s *Signal) Next() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ch == nil {
		s.ch = make(chan struct{})
	}
	return s.ch
}

// Broadcast wakes all current waiters.
func (s *Signal) Broadcast() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ch != nil {
		close(s.ch)
		s.ch = nil
	}
}
