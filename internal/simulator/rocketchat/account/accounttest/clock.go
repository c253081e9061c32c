package accounttest

import (
	"sync"
	"time"
)

// Clock is a time that moves when it is told to.
type Clock struct {
	mutex sync.Mutex
	at    time.Time
}

// NewClock shows at until it is advanced.
func NewClock(at time.Time) *Clock { return &Clock{at: at} }

// Now is the time that the clock shows.
func (c *Clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.at
}

// Advance moves the clock on.
func (c *Clock) Advance(d time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.at = c.at.Add(d)
}
