package contained

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestPersonHearsWhatIsStillAwaited(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var said []string
		a := newAwaited("clavex at 8.9.0", func(line string) { said = append(said, line) })
		ctx, cancel := context.WithCancel(t.Context())
		tick := time.NewTicker(reminder)
		defer tick.Stop()
		go a.watch(ctx, tick.C)

		image := a.begin("the image mongo:8.0")
		chat := a.begin("Rocket.Chat")
		a.remark("the image mongo:8.0", progress(map[string][2]int64{"a": {120e6, 200e6}, "b": {0, 50e6}}))
		<-time.After(reminder)
		synctest.Wait()
		image()
		<-time.After(reminder)
		synctest.Wait()
		chat()
		<-time.After(reminder)
		synctest.Wait()
		cancel()
		synctest.Wait()

		require.Equal(t, []string{
			"clavex at 8.9.0: after 15 s still awaiting the image mongo:8.0 (120MB of 250MB), Rocket.Chat",
			"clavex at 8.9.0: after 30 s still awaiting Rocket.Chat",
		}, said)
	})
}
