package stack

import (
	"context"

	"gonogo/internal/simulator"
	"gonogo/internal/stack/attached"
	"gonogo/internal/stack/contained"
	"gonogo/internal/stack/fault"
)

// Who can fail, and whose Rocket.Chat is gonogo's own to stop.
var (
	_ fault.Planter = (*simulator.Embedded)(nil)
	_ fault.Planter = (*attached.Stack)(nil)
	_ fault.Planter = (*contained.Stack)(nil)
	_ Restarter     = (*simulator.Embedded)(nil)
	_ Restarter     = (*contained.Stack)(nil)
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
