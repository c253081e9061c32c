package attached

import (
	"slices"
	"sync"
)

// Remember records a setting of the workspace that is about to be changed for a
// while. What was recorded first is what it gets back in the end.
func (s *Stack) Remember(setting string, present any) error {
	w := s.workspace
	w.mu.Lock()
	defer w.mu.Unlock()
	if slices.ContainsFunc(w.journal.settings(), func(e entry) bool { return e.Setting == setting }) {
		return nil
	}
	return w.journal.add(entry{Setting: setting, Value: present})
}

// Sharing is the lock of the workspace's settings, which the stacks of all guides
// have in common.
func (s *Stack) Sharing() *sync.RWMutex { return &s.workspace.sharing }
