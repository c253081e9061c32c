package rocketchat

import (
	"sync"
	"time"
)

// limiter counts calls in windows that begin with the first call, as Meteor's
// rate-limit package does: calls that are refused count too.
type limiter struct {
	mu      sync.Mutex
	windows map[string]*window
}

type window struct {
	begun time.Time
	calls int
}

// verdict is what the limiter says about one call.
type verdict struct {
	allowed bool
	left    int           // calls that the window still has
	reset   time.Duration // until the window ends
}

// take counts a call of key; calls are allowed in each interval.
func (l *limiter) take(key string, calls int, interval time.Duration, now time.Time) verdict {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.windows[key]
	if w == nil || now.Sub(w.begun) > interval {
		l.forgetOld(now, interval)
		w = &window{begun: now}
		l.windows[key] = w
	}
	w.calls++
	return verdict{allowed: w.calls <= calls, left: max(0, calls-w.calls), reset: max(0, w.begun.Add(interval).Sub(now))}
}

// forgetOld keeps the memory small. Windows are short, so that those of other
// intervals may go as well once they are older than this one and a minute.
func (l *limiter) forgetOld(now time.Time, interval time.Duration) {
	for key, w := range l.windows {
		if now.Sub(w.begun) > interval+time.Minute {
			delete(l.windows, key)
		}
	}
	if l.windows == nil {
		l.windows = map[string]*window{}
	}
}
