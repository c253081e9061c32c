package avatar_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
)

// §6.2: from 7.1 an address that a person gives may not be private, from 8.2 one
// that a service suggests may not be either.
func TestReleasesThatGuardPictures(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.AvatarURLGuard, "6.13.1", "7.0.9", "7.1.0", "8.9.0") {
		w := open(t, side.Version)
		w.add(t, "u1", "alice", nil)
		err := w.SetFromURL(t.Context(), "u1", w.pictures.URL+"/photo")
		assert.Equal(t, side.Has, err != nil, side.Version)
	}
	for _, side := range releasetest.Sides(t, release.AvatarGuard, "7.1.0", "8.1.8", "8.2.0", "8.9.0") {
		w := open(t, side.Version)
		w.link(t, "/photo")
		require.NoError(t, w.SetFromServices(t.Context(), "u1"))
		assert.Equal(t, side.Has, w.user(t, "u1")["avatarOrigin"] == nil, side.Version)
	}
}
