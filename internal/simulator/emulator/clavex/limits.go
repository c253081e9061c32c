package clavex

import (
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"gonogo/internal/simulator/emulator/op"
)

// The limits of a new organization (providers: Clavex).
const (
	loginsPerMinute   = 10  // login POSTs per address
	tokensPerMinute   = 60  // token calls per client
	requestsPerMinute = 120 // requests of any kind per address
)

// limiter counts in fixed windows of a minute.
type limiter struct {
	now     func() time.Time
	mu      sync.Mutex
	windows map[string]window
}

type window struct {
	ends  time.Time
	count int
}

func newLimiter(now func() time.Time) *limiter {
	return &limiter{now: now, windows: map[string]window{}}
}

// allow counts one call of the key, and answers it when it is one too many
// (source of the answer: internal/middleware/ratelimit.go).
func (l *limiter) allow(w http.ResponseWriter, key string, limit int) bool {
	used := l.count(key)
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
	if p.limits == nil {
		return next
	}
	return func(w http.ResponseWriter, r *http.Request) {
		if p.limits.allow(w, "any "+address(r), requestsPerMinute) {
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
