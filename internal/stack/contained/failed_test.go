package contained

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The emulator stands in the place of a Rocket.Chat that ends at once: it is not
// given what it wants to know.
func TestFailedStartLeavesNothingAndSaysWhy(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o, said := w.opener(t, "always")
	c := ownCell(t)
	c.images.rocketChat = localEmulator
	_, err := o.anew(t.Context(), c, "recipe", newAwaited(c.title(), o.options.Say))
	require.ErrorContains(t, err, "starting the containers of clavex at 8.9.0: starting Rocket.Chat 8.9.0: ")
	require.ErrorContains(t, err, "Rocket.Chat ended with status 1 before it was ready; it printed last:\npart: GONOGO_CONTROL_TOKEN is not set")
	w.empty(t)
	require.Empty(t, *said)
}

func TestImageThatIsNotThereIsToldBeforeAnythingIsMade(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o, _ := w.opener(t, "never")
	c := ownCell(t)
	c.images.rocketChat = "gonogo/rocketchat:0.0.1"
	_, err := c.recipe(t.Context(), o.engine, newAwaited(c.title(), o.options.Say))
	require.ErrorContains(t, err, "the image gonogo/rocketchat:0.0.1 ")
	w.empty(t)
}
