package attached

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// await opens the journal once no other run has it: the suites of one go test
// are several processes, and each is alone in the workspace. Without Say a
// workspace that is taken is an error.
func await(ctx context.Context, o Options, address string) (*journal, error) {
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for said := false; ; said = true {
		j, err := openJournal(o.JournalFolder, address)
		if !errors.Is(err, errAttached) {
			return j, err
		}
		if o.Say == nil {
			return nil, fmt.Errorf("another run of gonogo is attached to %s; wait until it has ended", address)
		}
		if !said {
			o.Say(fmt.Sprintf("Another suite or run of gonogo is attached to %s; this one waits until it has ended.", address))
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting for another run of gonogo to leave %s: %w", address, ctx.Err())
		case <-tick.C:
		}
	}
}
