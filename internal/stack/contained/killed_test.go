package contained

import (
	"testing"

	"github.com/moby/moby/api/types/events"
	"github.com/stretchr/testify/require"
)

// Whenever a process is killed, the next run removes what it has left: the lists
// of containers, networks and volumes before and after are the same.
func TestNextRunSweepsWhatAKilledOneLeft(t *testing.T) {
	t.Parallel()
	for name, reached := range map[string]func(*testing.T, *world, *child){
		"after the networks exist": func(t *testing.T, w *world, _ *child) {
			w.seesNetworks(t, 2)
		},
		"while MongoDB, the gateway and the provider start": func(t *testing.T, w *world, _ *child) {
			w.sees(t, events.ActionStart, partMongoDB, partGateway, partProvider)
		},
		"while Rocket.Chat starts": func(t *testing.T, w *world, _ *child) {
			w.sees(t, events.ActionStart, partRocketChat)
		},
		"when the stack is open": func(t *testing.T, _ *world, c *child) {
			c.hear(t, "open")
		},
		"while the stack is closed": func(t *testing.T, w *world, c *child) {
			c.hear(t, "open")
			c.tell(t, "close")
			w.sees(t, events.ActionKill, partMongoDB, partGateway, partProvider, partRocketChat)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.empty(t)
			killed := process{Folder: w.ledger.folder, Keep: "never"}.start(t)
			reached(t, w, killed)
			killed.kill(t)
			require.NotEmpty(t, w.has(t))

			next := process{Folder: w.ledger.folder, Keep: "never"}.start(t)
			require.Equal(t, "Removed the containers of clavex/8.9.0, which an interrupted run had left.", next.hear(t, "said"))
			next.hear(t, "open")
			next.end(t)
			w.empty(t)
		})
	}
}
