package browser

import (
	"context"

	"gonogo/internal/browser/chromium"
)

// Find returns the path of an installed browser; see [chromium.Find].
func Find(ctx context.Context) (string, error) { return chromium.Find(ctx, false) }

// Ensure returns the path of a browser, and installs one where there is none;
// see [chromium.Ensure].
func Ensure(ctx context.Context) (string, error) { return chromium.Ensure(ctx) }
