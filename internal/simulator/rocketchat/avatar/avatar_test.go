package avatar_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/simulator/rocketchat/avatar"
)

// values is a settings store that holds what a test says.
type values map[string]any

func (v values) String(id string) string { s, _ := v[id].(string); return s }
func (v values) Bool(id string) bool     { b, _ := v[id].(bool); return b }
func (v values) Int(id string) int       { n, _ := v[id].(int); return n }

// workspace is a service with its database and settings.
type workspace struct {
	*avatar.Service
	db       *mongo.Database
	settings values
	pictures *httptest.Server // every path answers a picture, /missing 404, /text a text
}

func open(t *testing.T, version string) workspace {
	t.Helper()
	server, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close(context.WithoutCancel(t.Context()))) })
	r, err := release.New(version)
	require.NoError(t, err)
	w := workspace{
		db:       server.Database("rocketchat"),
		settings: values{"Accounts_AvatarCacheTime": 3600, "Accounts_SetDefaultAvatar": true},
		pictures: httptest.NewServer(http.HandlerFunc(servePicture)),
	}
	t.Cleanup(w.pictures.Close)
	w.Service = avatar.New(avatar.Options{
		Database: w.db, Settings: w.settings, Release: r, HTTP: w.pictures.Client(),
		Now:          func() time.Time { return time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC) },
		Authenticate: func(_ context.Context, id, token string) bool { return id == "u1" && token == "good" },
		Update: func(ctx context.Context, id string, change bson.M) error {
			_, err := w.db.Collection("users").UpdateByID(ctx, id, change)
			return err
		},
	})
	return w
}

func servePicture(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/missing":
		http.NotFound(w, r)
	case "/text":
		_, _ = w.Write([]byte("no picture"))
	default:
		w.Header().Set("Content-Type", "image/jpeg")
		_, _ = w.Write(photo())
	}
}

// photo is a JPEG that is wider than high, all red.
func photo() []byte {
	m := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for i := range m.Pix {
		m.Pix[i] = []byte{200, 0, 0, 255}[i%4]
	}
	var out bytes.Buffer
	_ = jpeg.Encode(&out, m, nil) // a buffer takes everything
	return out.Bytes()
}

// add puts an account into the database; more overlays the document.
func (w workspace) add(t *testing.T, id, username string, more bson.M) {
	t.Helper()
	user := bson.M{"_id": id, "username": username}
	for k, v := range more {
		user[k] = v
	}
	_, err := w.db.Collection("users").InsertOne(t.Context(), user)
	require.NoError(t, err)
}

func (w workspace) user(t *testing.T, id string) bson.M {
	t.Helper()
	var user bson.M
	require.NoError(t, w.db.Collection("users").FindOne(t.Context(), bson.M{"_id": id}).Decode(&user))
	return user
}

// get asks the handler; header pairs follow the path.
func (w workspace) get(t *testing.T, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, req)
	return rec
}

// decode reads the picture of an answer.
func decode(t *testing.T, rec *httptest.ResponseRecorder) image.Image {
	t.Helper()
	m, err := png.Decode(rec.Body)
	require.NoError(t, err)
	return m
}

func red(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return r > 0xb000 && g < 0x2000 && b < 0x2000
}
