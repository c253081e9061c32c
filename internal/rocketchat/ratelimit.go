package rocketchat

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// waitForReset reports whether the answer is a rate limit (§2.4), after having
// waited until the server's X-RateLimit-Reset (milliseconds since 1970). Without
// that header the answer is left to the caller.
func waitForReset(ctx context.Context, res *response) (bool, error) {
	if res.status != http.StatusTooManyRequests {
		return false, nil
	}
	reset, err := strconv.ParseInt(res.header.Get("X-RateLimit-Reset"), 10, 64)
	if err != nil {
		return false, nil // no protocol to follow: the 429 itself is the error
	}
	if err := pause(ctx, time.Until(time.UnixMilli(reset))); err != nil {
		return false, fmt.Errorf("waiting for Rocket.Chat's rate limit to end: %w", err)
	}
	return true, nil
}

// pause waits for d, at least a millisecond, or until ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(max(d, time.Millisecond))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
