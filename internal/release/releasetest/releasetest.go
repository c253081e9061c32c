// Package releasetest lets tests play both sides of a switch, so that what a
// behaviour changes is asserted where it is and where it is not.
package releasetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
)

// Side is a release on one side of a switch.
type Side struct {
	Version string
	Has     bool // the behaviour
}

// Sides says for each version whether it shows the behaviour. At least one must
// and one must not: a test that asserts what Has says then fails when the switch
// is not obeyed. Every switch is pinned by such a test; a test of package
// release looks for it.
func Sides(t testing.TB, b release.Behaviour, versions ...string) []Side {
	t.Helper()
	var sides []Side
	seen := map[bool]bool{}
	for _, version := range versions {
		r, err := release.New(version)
		require.NoError(t, err)
		sides = append(sides, Side{version, r.Has(b)})
		seen[r.Has(b)] = true
	}
	require.Len(t, seen, 2, "%s: %v are all on one side of the switch", b, versions)
	return sides
}
