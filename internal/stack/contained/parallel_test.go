package contained

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Two runs of the same guide and release on one machine, with one ledger: each
// has a stack of its own, and neither takes the other's away.
func TestRunsBesideEachOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	alone := process{Folder: w.ledger.folder, Keep: "never"}
	one, two := alone.start(t), alone.start(t)
	require.NotEqual(t, one.hear(t, "open"), two.hear(t, "open"))
	for _, c := range []*child{one, two} {
		c.tell(t, "me")
		require.Equal(t, administrator, c.hear(t, "me"))
	}
	require.NotContains(t, one.end(t), "said:")
	_, said := w.opener(t, "never") // a third that begins meanwhile
	require.Empty(t, *said)
	two.tell(t, "me")
	require.Equal(t, administrator, two.hear(t, "me"))
	require.NotContains(t, two.end(t), "said:")
	w.empty(t)
}
