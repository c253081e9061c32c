package setting

import "maps"

// Subscribe calls changed with the id of every setting that is added, changed
// or removed from now on, after the change. The function that it returns ends
// that; it may be called more than once.
func (s *Store) Subscribe(changed func(id string)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.nextID
	s.nextID++
	s.watchers[id] = changed
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watchers, id)
	}
}

// announce calls the watchers outside of the lock, so that they may read.
func (s *Store) announce(id string) {
	s.mu.RLock()
	watchers := maps.Clone(s.watchers)
	s.mu.RUnlock()
	for _, changed := range watchers {
		changed(id)
	}
}
