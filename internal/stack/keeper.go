package stack

import (
	"sync"

	"gonogo/internal/stack/attached"
)

// Keeper is a stack on a workspace that is not gonogo's own. Several stacks may
// share it, and it gets everything back, even if the run is cut off.
type Keeper interface {
	// Remember records a setting of the workspace with its present value. Nobody
	// changes a setting there before it is recorded.
	Remember(setting string, present any) error
	// Sharing is the lock of the workspace's settings: whoever changes one holds it
	// for writing, whoever relies on them for reading.
	Sharing() *sync.RWMutex
}

var _ Keeper = (*attached.Stack)(nil)
