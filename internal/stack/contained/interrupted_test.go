package contained

import (
	"os"
	"syscall"
	"testing"

	"github.com/moby/moby/api/types/events"
	"github.com/stretchr/testify/require"
)

// Ctrl-C and SIGTERM end a start at once, and the process itself removes what it
// has made so far: no other run has to.
func TestInterruptedStartLeavesNothing(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		signal  os.Signal
		reached func(*testing.T, *world)
	}{
		"SIGINT after the first network exists": {os.Interrupt, func(t *testing.T, w *world) {
			w.seesNetworks(t, 1)
		}},
		"SIGINT while Docker makes the first containers": {os.Interrupt, func(t *testing.T, w *world) {
			w.sees(t, events.ActionCreate, partMongoDB, partGateway, partProvider)
		}},
		"SIGTERM while they start": {syscall.SIGTERM, func(t *testing.T, w *world) {
			w.sees(t, events.ActionStart, partMongoDB, partGateway, partProvider)
		}},
		"SIGTERM while Rocket.Chat starts": {syscall.SIGTERM, func(t *testing.T, w *world) {
			w.sees(t, events.ActionStart, partRocketChat)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c := process{Folder: w.ledger.folder, Keep: "always"}.start(t)
			tt.reached(t, w)
			require.NoError(t, c.command.Process.Signal(tt.signal))
			require.Contains(t, c.hear(t, "failed"), "starting the containers of clavex at 8.9.0: ")
			require.NotContains(t, c.end(t), "said:", "nothing had to be swept")
			w.empty(t)
		})
	}
}
