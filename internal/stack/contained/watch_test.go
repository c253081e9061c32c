package contained

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/moby/moby/api/types/events"
	"github.com/moby/moby/client"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/containers/images/imagetest"
)

// world is a ledger of a test's own, and what Docker has of it.
type world struct {
	engine engine
	ledger *ledger
	events client.EventsResult
}

// newWorld calls for Docker and the images of a whole stack. Whatever the test
// does, nothing of it is left.
func newWorld(t testing.TB) *world {
	t.Helper()
	imagetest.Need(t, localRocketChat+cellRelease, localMongoDB, localGateway, localEmulator)
	e, err := connect(t.Context())
	require.NoError(t, err)
	l, err := openLedger(t.TempDir())
	require.NoError(t, err)
	w := &world{engine: e, ledger: l, events: e.Events(t.Context(), client.EventsListOptions{})}
	t.Cleanup(func() {
		ctx := context.Background()
		all, err := e.stacks(ctx, labelHost+"="+l.host)
		assert.NoError(t, err)
		for _, f := range all {
			assert.NoError(t, e.remove(ctx, f))
		}
		assert.NoError(t, e.Close())
	})
	return w
}

// opener opens stacks in this process. What it says is to be read after that.
func (w *world) opener(t testing.TB, keep string) (o *Opener, said *[]string) {
	t.Helper()
	said = new([]string)
	o, err := Open(t.Context(), Options{
		Local: true, Folder: w.ledger.folder, Keep: keep, Say: func(line string) { *said = append(*said, line) },
	})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, o.Close(context.Background())) })
	return o, said
}

// open opens a stack of the cell that all tests here share.
func (w *world) open(t testing.TB, o *Opener) *Stack {
	t.Helper()
	c := ownCell(t)
	s, err := o.Open(t.Context(), c.guide, c.release)
	require.NoError(t, err)
	return s
}

// has lists what Docker has of this world: containers with their volumes, networks.
func (w *world) has(t testing.TB) []string {
	t.Helper()
	here := labelled(labelHost + "=" + w.ledger.host)
	containers, err := w.engine.ContainerList(t.Context(), client.ContainerListOptions{All: true, Filters: here})
	require.NoError(t, err)
	networks, err := w.engine.NetworkList(t.Context(), client.NetworkListOptions{Filters: here})
	require.NoError(t, err)
	var all []string
	for _, c := range containers.Items {
		all = append(all, "container "+c.Labels[labelPart]+" "+c.ID)
		for _, m := range c.Mounts {
			if m.Name != "" {
				all = append(all, "volume "+m.Name)
			}
		}
	}
	for _, n := range networks.Items {
		all = append(all, "network "+n.ID)
	}
	slices.Sort(all)
	return all
}

// empty is true of a world that has nothing left, neither in Docker nor on disk.
func (w *world) empty(t testing.TB) {
	t.Helper()
	require.Empty(t, w.has(t))
	entries, err := os.ReadDir(w.ledger.folder)
	require.NoError(t, err)
	require.Empty(t, entries, "the ledger is a list of what there is")
}

// part is the id of a part's container.
func (w *world) part(t testing.TB, name string) string {
	t.Helper()
	for _, line := range w.has(t) {
		if id, ok := strings.CutPrefix(line, "container "+name+" "); ok {
			return id
		}
	}
	require.Fail(t, "there is no container of the part "+name)
	return ""
}

// sees waits until something happens to a container of this world.
func (w *world) sees(t *testing.T, action events.Action, parts ...string) {
	t.Helper()
	w.await(t, func(m events.Message) bool {
		of := m.Actor.Attributes
		return m.Type == events.ContainerEventType && m.Action == action &&
			of[labelHost] == w.ledger.host && slices.Contains(parts, of[labelPart])
	})
}

// seesNetworks waits until the world has so many networks.
func (w *world) seesNetworks(t *testing.T, wanted int) {
	t.Helper()
	w.await(t, func(m events.Message) bool {
		return m.Type == events.NetworkEventType && m.Action == events.ActionCreate && len(w.has(t)) >= wanted
	})
}

func (w *world) await(t *testing.T, happens func(events.Message) bool) {
	t.Helper()
	for {
		select {
		case m := <-w.events.Messages:
			if happens(m) {
				return
			}
		case err := <-w.events.Err:
			require.NoError(t, err, "listening to Docker's events")
		}
	}
}
