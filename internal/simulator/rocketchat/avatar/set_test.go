package avatar_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/rocketchat/avatar"
)

// link gives the account of u1 a custom service with a picture at path.
func (w workspace) link(t *testing.T, path string) {
	t.Helper()
	w.add(t, "u1", "alice", bson.M{"services": bson.M{
		"clavex": bson.M{"_OAuthCustom": true, "avatarUrl": w.pictures.URL + path},
	}})
	_, err := w.db.Collection("meteor_accounts_loginServiceConfiguration").
		InsertOne(t.Context(), bson.M{"_id": "c1", "service": "clavex"})
	require.NoError(t, err)
}

func TestServicePictureBecomesTheAvatar(t *testing.T) {
	t.Parallel()
	w := open(t, "7.1.0")
	w.link(t, "/photo")
	require.NoError(t, w.SetFromServices(t.Context(), "u1"))
	user := w.user(t, "u1")
	assert.Equal(t, "clavex", user["avatarOrigin"])
	assert.NotEmpty(t, user["avatarETag"])
	var stored bson.M
	require.NoError(t, w.db.Collection("rocketchat_avatars").FindOne(t.Context(), bson.M{"userId": "u1"}).Decode(&stored))
	assert.Equal(t, "alice", stored["name"])
	assert.Equal(t, user["avatarETag"], stored["etag"])
}

func TestServicePictureIsOptional(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, version, path string
		settings            values
	}{
		{"not there", "7.1.0", "/missing", nil},
		{"no picture", "7.1.0", "/text", nil},
		{"switched off", "7.1.0", "/photo", values{"Accounts_SetDefaultAvatar": false}},
		{"private address", "8.9.0", "/photo", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := open(t, test.version)
			for id, value := range test.settings {
				w.settings[id] = value
			}
			w.link(t, test.path)
			require.NoError(t, w.SetFromServices(t.Context(), "u1"))
			assert.NotContains(t, w.user(t, "u1"), "avatarOrigin")
		})
	}
}

func TestAllowedPrivateAddress(t *testing.T) {
	t.Parallel()
	w := open(t, "8.9.0")
	w.settings["SSRF_Allowlist"] = "example.com, 127.0.0.0/8"
	w.link(t, "/photo")
	require.NoError(t, w.SetFromServices(t.Context(), "u1"))
	assert.Equal(t, "clavex", w.user(t, "u1")["avatarOrigin"])
}

func TestSuggestionsNeedAConfiguredCustomService(t *testing.T) {
	t.Parallel()
	w := open(t, "6.13.1")
	w.link(t, "/photo")
	_, err := w.db.Collection("users").UpdateByID(t.Context(), "u1", bson.M{"$set": bson.M{
		"services.gone":  bson.M{"_OAuthCustom": true, "avatarUrl": w.pictures.URL + "/photo"},
		"services.other": bson.M{"avatarUrl": w.pictures.URL + "/photo"},
	}})
	require.NoError(t, err)
	got, err := w.Suggestions(t.Context(), "u1")
	require.NoError(t, err)
	require.Len(t, got, 1)
	assert.Equal(t, "clavex", got[0].Service)
	assert.Equal(t, w.pictures.URL+"/photo", got[0].URL)
	assert.Equal(t, "image/jpeg", got[0].ContentType)
	assert.Equal(t, "data:image/jpeg;base64,"+base64.StdEncoding.EncodeToString(photo()), got[0].Blob)
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	w := open(t, "6.13.1")
	w.add(t, "u1", "alice", nil)
	guarded := open(t, "7.1.0")
	guarded.add(t, "u1", "alice", nil)
	localhost := strings.Replace(guarded.pictures.URL, "127.0.0.1", "localhost", 1)
	tests := []struct {
		name string
		act  func() error
		id   string
	}{
		{"address without a picture", func() error { return w.SetFromURL(t.Context(), "u1", w.pictures.URL+"/missing") }, "error-avatar-invalid-url"},
		{"address of a text", func() error { return w.SetFromURL(t.Context(), "u1", w.pictures.URL+"/text") }, "error-avatar-invalid-url"},
		{"private address", func() error { return guarded.SetFromURL(t.Context(), "u1", guarded.pictures.URL+"/photo") }, "error-avatar-invalid-url"},
		{"localhost", func() error { return guarded.SetFromURL(t.Context(), "u1", localhost+"/photo") }, "error-avatar-invalid-url"},
		{"host without a dot", func() error { return guarded.SetFromURL(t.Context(), "u1", "http://idp/photo") }, "error-avatar-invalid-url"},
		{"data of a text", func() error { return w.SetFromData(t.Context(), "u1", []byte("no picture"), "upload") }, "error-invalid-image"},
		{"unknown account", func() error { return w.SetFromData(t.Context(), "u9", photo(), "upload") }, "error-invalid-user"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var refused *avatar.Error
			require.ErrorAs(t, test.act(), &refused)
			assert.Equal(t, test.id, refused.ID)
		})
	}
}

func TestReplaceAndReset(t *testing.T) {
	t.Parallel()
	w := open(t, "6.13.1")
	w.add(t, "u1", "alice", nil)
	require.NoError(t, w.SetFromURL(t.Context(), "u1", w.pictures.URL+"/photo"))
	first := w.user(t, "u1")
	assert.Equal(t, "url", first["avatarOrigin"])
	require.NoError(t, w.SetFromData(t.Context(), "u1", photo(), "upload"))
	assert.NotEqual(t, first["avatarETag"], w.user(t, "u1")["avatarETag"])
	for _, name := range []string{"rocketchat_avatars", "rocketchat_avatars.files", "rocketchat_avatars.chunks"} {
		n, err := w.db.Collection(name).CountDocuments(t.Context(), bson.M{})
		require.NoError(t, err)
		assert.EqualValues(t, 1, n, name)
	}
	require.NoError(t, w.Reset(t.Context(), "u1"))
	assert.NotContains(t, w.user(t, "u1"), "avatarOrigin")
	assert.Equal(t, "image/svg+xml", w.get(t, "/avatar/alice").Header().Get("Content-Type"))
}

func TestParseDataURI(t *testing.T) {
	t.Parallel()
	kind, data, ok := avatar.ParseDataURI("data:image/png;base64,AAEC")
	assert.True(t, ok)
	assert.Equal(t, "image/png", kind)
	assert.Equal(t, []byte{0, 1, 2}, data)
	for _, bad := range []string{"", "image/png;base64,AAEC", "data:image/png,AAEC", "data:image/png;base64,?"} {
		_, _, ok := avatar.ParseDataURI(bad)
		assert.False(t, ok, bad)
	}
}
