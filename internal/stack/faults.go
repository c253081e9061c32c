package stack

import (
	"context"

	"gonogo/internal/stack/fault"
)

// Restarter is a stack whose Rocket.Chat can be stopped and started again over
// the same database, as an administrator does in the middle of a working day.
type Restarter interface {
	// RestartRocketChat returns when the server answers again. Its address, the
	// clients of Admin and HTTP and the proxy stay valid; accounts, sessions,
	// settings and pending credentials live in the database and survive. Another
	// ROOT_URL holds until the next restart. The error is a *fault.CannotError
	// where this stack does not run Rocket.Chat itself.
	RestartRocketChat(ctx context.Context, with fault.Restart) error
}
