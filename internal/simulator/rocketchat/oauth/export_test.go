package oauth

import (
	"context"
	"net/http"
)

// Purge runs the purge that a timer runs every minute.
func Purge(ctx context.Context, e *Engine) error { return e.pending.purge(ctx) }

// Configured reports whether a callback of the service would be taken.
func Configured(e *Engine, key string) bool {
	_, ok := e.services.configured(key)
	return ok
}

// Answer is what a callback is answered with; an error stands for no answer at all.
func Answer(e *Engine, r *http.Request) (page string, err error) { return e.callback(r) }
