package simulator

import (
	"cmp"
	"context"
	"fmt"

	"gonogo/internal/stack/fault"
)

// RestartRocketChat stops the simulated Rocket.Chat and starts it over the same
// database, with the environment of the first start but for with.RootURL. What
// the server keeps in memory alone is lost, as there: counted failures of logins,
// rate limits, and the second factors that it remembers.
func (e *Embedded) RestartRocketChat(ctx context.Context, with fault.Restart) error {
	former, err := e.chat.stop()
	if err != nil {
		return fmt.Errorf("stopping Rocket.Chat: %w", err)
	}
	if former != nil {
		if err := former.Save(ctx); err != nil {
			return err
		}
	}
	o := e.start
	o.RootURL = cmp.Or(with.RootURL, o.RootURL)
	return e.chat.start(ctx, o)
}
