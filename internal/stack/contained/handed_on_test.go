package contained

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The suites of one run, each a process, hand one stack on: the second waits for
// it while the first has it, a run of somebody else does not touch it, and with
// the run it goes.
func TestSuitesOfOneRunHandTheirStackOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run, err := BeginRun(w.ledger.folder)
	require.NoError(t, err)
	suite := process{Folder: w.ledger.folder, Keep: "never", Run: run.ID()}
	first := suite.start(t)
	id := first.hear(t, "open")
	before := w.has(t)
	second := suite.start(t)
	second.hear(t, "prepared")
	first.tell(t, "close")
	first.hear(t, "closed")
	require.Equal(t, id, second.hear(t, "open"))
	first.end(t)
	second.end(t)
	require.Equal(t, before, w.has(t), "no container is new, none is gone")

	_, said := w.opener(t, "never")
	require.Empty(t, *said)
	require.Equal(t, before, w.has(t), "the run goes on")
	require.NoError(t, run.End(t.Context()))
	w.empty(t)
}
