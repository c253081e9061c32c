package oauth

import "context"

// Purge runs the purge that a timer runs every minute.
func Purge(ctx context.Context, e *Engine) error { return e.pending.purge(ctx) }
