package clavex

import (
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"gonogo/internal/simulator/emulator/op"
)

// newLimits are those of a new organization (providers: Clavex).
func newLimits() perMinute { return perMinute{Logins: 10, Tokens: 60, Requests: 120} }

// limiter counts in fixed windows of a minute.
type limiter struct {
	now     func() time.Time
	applied bool // false: nothing is refused
	mu      sync.Mutex
	limits  perMinute
	windows map[string]window
}

type window struct {
	ends  time.Time
	count int
}

func newLimiter(now func() time.Time, applied bool) *limiter {
	return &limiter{now: now, applied: applied, limits: newLimits(), windows: map[string]window{}}
}

func (l *limiter) get() perMinute {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.limits
}

func (l *limiter) set(limits perMinute) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limits = limits
}

// allow counts one call of the key, and answers it when it is one too many
// (source of the answer: internal/middleware/ratelimit.go).
func (l *limiter) allow(w http.ResponseWriter, key string, limitOf func(perMinute) int) bool {
	if !l.applied {
		return true
	}
	limit, used := limitOf(l.get()), l.count(key)
	w.Header().Set("X-RateLimit-Limit", fmt.Sprint(limit))
	w.Header().Set("X-RateLimit-Remaining", fmt.Sprint(max(0, limit-used)))
	w.Header().Set("X-RateLimit-Window", "60s")
	if used <= limit {
		return true
	}
	op.JSON(w, http.StatusTooManyRequests, map[string]string{
		"error":             "too_many_requests",
		"error_description": fmt.Sprintf("rate limit exceeded: max %d requests per 60 seconds", limit),
	})
	return false
}

func (l *limiter) count(key string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	current := l.windows[key]
	if !now.Before(current.ends) {
		current = window{ends: now.Add(time.Minute)}
	}
	current.count++
	l.windows[key] = current
	return current.count
}

// limited applies the limit on requests of any kind.
func (p *Provider) limited(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if p.limits.allow(w, "any "+address(r), func(l perMinute) int { return l.Requests }) {
			next(w, r)
		}
	}
}

// address is the caller's IP.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
