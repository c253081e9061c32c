package contained

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/containerd/errdefs"
	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/client"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A sweep knows its own by label and by ledger, and takes their volumes along.
func TestSweepTouchesNothingOfOthers(t *testing.T) {
	t.Parallel()
	w, other := newWorld(t), newWorld(t)
	unlabelled, _ := w.leave(t, nil)
	foreign, _ := other.leave(t, other.labels("foreign"))
	used, _ := w.leave(t, w.labels("used"))
	claim, err := w.ledger.claim("stack", "used")
	require.NoError(t, err)
	left, volume := w.leave(t, w.labels("left"))

	swept, err := Sweep(t.Context(), w.ledger.folder, true)
	require.NoError(t, err)
	require.Equal(t, []Swept{{Cell: "clavex/8.9.0"}}, swept)
	for _, id := range []string{unlabelled, foreign, used} {
		_, err := w.engine.ContainerInspect(t.Context(), id, client.ContainerInspectOptions{})
		assert.NoError(t, err)
	}
	_, err = w.engine.ContainerInspect(t.Context(), left, client.ContainerInspectOptions{})
	assert.True(t, errdefs.IsNotFound(err), "%v", err)
	_, err = w.engine.VolumeInspect(t.Context(), volume, client.VolumeInspectOptions{})
	assert.True(t, errdefs.IsNotFound(err), "%v", err)

	require.NoError(t, claim.release())
	swept, err = Sweep(t.Context(), w.ledger.folder, false)
	require.NoError(t, err)
	require.Equal(t, []Swept{{Cell: "clavex/8.9.0"}}, swept)
	w.empty(t)
	require.Len(t, other.has(t), 3, "container, volume, network")
}

// Who finds a stack and claims it after another has removed it, has nothing to tell.
func TestStackThatHasGoneMeanwhileIsNotSwept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	swept, err := w.ledger.sweepOne(t.Context(), w.engine, &found{id: "gone", containers: []string{"gone"}}, true)
	require.NoError(t, err)
	require.Nil(t, swept)
	w.empty(t)
}

// The ledger does not grow by runs that were killed, nor by stacks that somebody
// has removed by hand.
func TestEntriesOfWhatIsGoneAreForgotten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for kind, id := range map[string]string{"run": "going-on", "stack": "starting"} {
		used, err := w.ledger.claim(kind, id)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, used.release()) })
	}
	w.leave(t, w.labels("kept"))
	for _, name := range []string{"run-killed", "stack-pruned", "stack-kept", "notes"} {
		require.NoError(t, os.WriteFile(filepath.Join(w.ledger.folder, name), []byte(wordKept), 0o600))
	}
	_, err := Sweep(t.Context(), w.ledger.folder, false)
	require.NoError(t, err)
	entries, err := os.ReadDir(w.ledger.folder)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	require.Equal(t, []string{"notes", "run-going-on", "stack-kept", "stack-starting"}, names)
}

// Docker may go on making things for a process that was killed; they appear when
// the next run has swept already.
func TestWhatAppearsDuringARunIsSweptAtItsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var said []string
	o, err := Open(t.Context(), Options{Local: true, Folder: w.ledger.folder, Keep: "never", Say: func(line string) { said = append(said, line) }})
	require.NoError(t, err)
	w.leave(t, w.labels("late"))
	require.NoError(t, o.Close(t.Context()))
	require.Equal(t, []string{"Removed the containers of clavex/8.9.0, which an interrupted run had left."}, said)
	w.empty(t)
}

func (w *world) labels(stack string) map[string]string {
	return map[string]string{labelHost: w.ledger.host, labelStack: stack, labelCell: "clavex/8.9.0"}
}

// leave makes a container with a volume, and a network, which go with the test.
func (w *world) leave(t *testing.T, labels map[string]string) (id, volume string) {
	t.Helper()
	made, err := w.engine.ContainerCreate(t.Context(), client.ContainerCreateOptions{Config: &container.Config{
		Image: localMongoDB, Labels: maps.Clone(labels), Volumes: map[string]struct{}{"/data": {}},
	}})
	require.NoError(t, err)
	name := "gonogo-test-" + newID()
	network, err := w.engine.NetworkCreate(t.Context(), name, client.NetworkCreateOptions{Labels: labels})
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.NoError(t, w.engine.remove(context.Background(), &found{containers: []string{made.ID}, networks: []string{network.ID}}))
	})
	inspected, err := w.engine.ContainerInspect(t.Context(), made.ID, client.ContainerInspectOptions{})
	require.NoError(t, err)
	require.Len(t, inspected.Container.Mounts, 1)
	return made.ID, inspected.Container.Mounts[0].Name
}
