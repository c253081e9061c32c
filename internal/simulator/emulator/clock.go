package emulator

import (
	"sync/atomic"
	"time"
)

// clock is the emulator's own, which may be wrong.
type clock struct {
	right func() time.Time
	off   atomic.Int64 // in nanoseconds
}

// Now is the time that the clock shows.
func (c *clock) Now() time.Time { return c.right().Add(time.Duration(c.off.Load())) }

// Skew sets the provider's clock ahead (behind, if by is negative) of everybody
// else's; 0 sets it right.
func (e *Emulator) Skew(by time.Duration) { e.clock.off.Store(int64(by)) }
