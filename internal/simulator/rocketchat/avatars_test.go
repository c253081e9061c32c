package rocketchat_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// pixel is the smallest PNG, as a data URI.
func pixel(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, png.Encode(&out, image.NewGray(image.Rect(0, 0, 1, 1))))
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(out.Bytes())
}

// The embedded database reads, changes and writes back: of two changes at once
// that do not wait for each other one is lost.
func TestPicturesAndProfilesChangeAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	bob := w.person(w.admin(), "bob")
	const changes = 10
	var parties sync.WaitGroup
	picture := pixel(t)
	parties.Go(func() {
		for i := range changes {
			w.method(bob, "method.call", "setAvatarFromService", picture, "image/png", fmt.Sprintf("round-%d", i))
		}
	})
	parties.Go(func() {
		for i := range changes {
			w.post(bob, "/api/v1/users.setStatus", map[string]any{"status": "away", "message": fmt.Sprintf("round-%d", i)})
		}
	})
	parties.Wait()
	var user bson.M
	require.NoError(t, w.db.Collection("users").FindOne(t.Context(), bson.M{"_id": bob.id}).Decode(&user))
	require.Equal(t, "round-9", user["avatarOrigin"])
	require.Equal(t, "round-9", user["statusText"])
}
