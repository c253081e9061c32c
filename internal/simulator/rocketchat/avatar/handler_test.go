package avatar_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

const lettersModified = "Thu, 01 Jan 2015 00:00:00 GMT"

func TestLetters(t *testing.T) {
	t.Parallel()
	w := open(t, "7.1.0")
	w.add(t, "u1", "alice", bson.M{"name": "Zoe"})
	_, err := w.db.Collection("rocketchat_room").InsertOne(t.Context(), bson.M{"_id": "GENERAL", "name": "general"})
	require.NoError(t, err)
	tests := []struct{ name, path, letter string }{
		{"account", "/avatar/alice", ">A<"},
		{"unknown account", "/avatar/nobody", ">N<"},
		{"name", "/avatar/@bob", ">B<"},
		{"escaped at sign", "/avatar/%40bob", ">B<"},
		{"path prefix", "/chat/avatar/alice", ">A<"},
		{"empty", "/avatar/", "></text>"},
		{"user id", "/avatar/uid/u1", ">A<"},
		{"room", "/avatar/room/GENERAL", ">G<"},
		{"first Latin letter or digit", "/avatar/@-_7up", ">7<"},
		{"size", "/avatar/alice?size=64", `viewBox="0 0 64 64"`},
		{"size limit", "/avatar/alice?size=5000", `viewBox="0 0 1024 1024"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			rec := w.get(t, test.path)
			assert.Equal(t, http.StatusOK, rec.Code)
			assert.Equal(t, "image/svg+xml", rec.Header().Get("Content-Type"))
			assert.Equal(t, lettersModified, rec.Header().Get("Last-Modified"))
			assert.Equal(t, "public, max-age=3600", rec.Header().Get("Cache-Control"))
			assert.Equal(t, "inline", rec.Header().Get("Content-Disposition"))
			assert.Contains(t, rec.Body.String(), test.letter)
		})
	}
}

func TestUnknownIDsAreNotFound(t *testing.T) {
	t.Parallel()
	w := open(t, "7.1.0")
	assert.Equal(t, http.StatusNotFound, w.get(t, "/avatar/uid/nobody").Code)
	assert.Equal(t, http.StatusNotFound, w.get(t, "/avatar/room/nowhere").Code)
}

func TestLettersAreNotModified(t *testing.T) {
	t.Parallel()
	w := open(t, "7.1.0")
	assert.Equal(t, http.StatusNotModified, w.get(t, "/avatar/alice", "If-Modified-Since", lettersModified).Code)
}

func TestLettersUseTheDisplayNameIfToldSo(t *testing.T) {
	t.Parallel()
	w := open(t, "7.1.0")
	w.settings["UI_Use_Name_Avatar"] = true
	w.add(t, "u1", "alice", bson.M{"name": "Zoe"})
	assert.Contains(t, w.get(t, "/avatar/alice").Body.String(), ">Z<")
}

func TestLettersAsPictures(t *testing.T) {
	t.Parallel()
	w := open(t, "7.1.0")
	rec := w.get(t, "/avatar/alice?format=png&size=50")
	assert.Equal(t, "image/png", rec.Header().Get("Content-Type"))
	m := decode(t, rec)
	assert.Equal(t, 50, m.Bounds().Dx())
	assert.NotEqual(t, m.At(0, 0), m.At(25, 30), "the letter is drawn in another colour than the ground")
	assert.Equal(t, "image/jpeg", w.get(t, "/avatar/alice?format=jpeg").Header().Get("Content-Type"))
}

func TestStoredPicture(t *testing.T) {
	t.Parallel()
	w := open(t, "3.18.2")
	w.add(t, "u1", "alice", nil)
	require.NoError(t, w.SetFromData(t.Context(), "u1", photo(), "upload"))
	for _, path := range []string{"/avatar/alice", "/avatar/alice?etag=x&_dc=1", "/avatar/uid/u1"} {
		rec := w.get(t, path)
		assert.Equal(t, "image/png", rec.Header().Get("Content-Type"), path)
		assert.Equal(t, "Fri, 20 Nov 2026 10:00:00 GMT", rec.Header().Get("Last-Modified"))
		assert.Equal(t, "default-src 'none'", rec.Header().Get("Content-Security-Policy"))
		m := decode(t, rec)
		assert.Equal(t, 200, m.Bounds().Dx())
		assert.Equal(t, 200, m.Bounds().Dy())
		assert.True(t, red(m.At(100, 100)))
	}
	again := w.get(t, "/avatar/alice", "If-Modified-Since", "Fri, 20 Nov 2026 10:00:00 GMT")
	assert.Equal(t, http.StatusNotModified, again.Code)
	assert.Equal(t, "image/svg+xml", w.get(t, "/avatar/@alice").Header().Get("Content-Type"))
}

func TestStrangersSeeLetters(t *testing.T) {
	t.Parallel()
	w := open(t, "8.9.0")
	w.settings["Accounts_AvatarBlockUnauthenticatedAccess"] = true
	w.add(t, "u1", "alice", nil)
	require.NoError(t, w.SetFromData(t.Context(), "u1", photo(), "upload"))
	tests := []struct {
		name, path string
		header     []string
		status     int
		kind       string
	}{
		{"nobody", "/avatar/alice", nil, 200, "image/svg+xml"},
		{"nobody by id", "/avatar/uid/u1", nil, 404, ""},
		{"nobody for a room", "/avatar/room/nowhere", nil, 200, "image/svg+xml"},
		{"cookies", "/avatar/alice", []string{"Cookie", "rc_uid=u1; rc_token=good"}, 200, "image/png"},
		{"cookies by id", "/avatar/uid/u1", []string{"Cookie", "rc_uid=u1; rc_token=good"}, 200, "image/png"},
		{"query", "/avatar/alice?rc_uid=u1&rc_token=good", nil, 200, "image/png"},
		{"wrong token", "/avatar/alice?rc_uid=u1&rc_token=bad", nil, 200, "image/svg+xml"},
		{"header does not count", "/avatar/alice", []string{"X-User-Id", "u1", "X-Auth-Token", "good"}, 200, "image/svg+xml"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			rec := w.get(t, test.path, test.header...)
			assert.Equal(t, test.status, rec.Code)
			if test.kind != "" {
				assert.Equal(t, test.kind, rec.Header().Get("Content-Type"))
			}
		})
	}
}
