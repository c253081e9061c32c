package oauth

import "context"

// Purge runs the purge that a timer runs every minute.
func Purge(ctx context.Context, e *Engine) error { return e.pending.purge(ctx) }

// Configured reports whether a callback of the service would be taken.
func Configured(e *Engine, key string) bool {
	_, ok := e.services.configured(key)
	return ok
}
