package rocketchat_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat"
)

func TestVersionAndHealthByRelease(t *testing.T) {
	t.Parallel()
	tests := []struct {
		version, stranger string
		health, livez     bool
	}{
		{"3.18.2", "3.18.2", false, false},
		{"6.13.1", "6.13", true, false},
		{"7.1.0", "7.1", true, false},
		{"8.9.0", "8.9", true, true},
	}
	for _, tt := range tests {
		t.Run(tt.version, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, tt.version)
			require.Equal(t, map[string]any{"version": tt.stranger, "success": true}, w.get(session{}, "/api/info").body)
			require.Equal(t, tt.version, w.get(w.admin(), "/api/info").body["version"])
			require.Equal(t, tt.version == "3.18.2", w.get(session{}, "/api/v1/info").status == http.StatusOK)
			require.Equal(t, tt.health, w.get(session{}, "/health").text == "ok")
			require.Equal(t, tt.livez, w.get(session{}, "/livez").body["status"] == "ok")
			require.Contains(t, w.get(session{}, "/home").text, "<!DOCTYPE html>")
		})
	}
}

func TestFirstStart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	var cat bson.M
	require.NoError(t, w.db.Collection("users").FindOne(t.Context(), bson.M{"_id": "rocket.cat"}).Decode(&cat))
	require.Equal(t, "bot", cat["type"])
	require.Equal(t, bson.A{"bot"}, cat["roles"])
	n, err := w.db.Collection("rocketchat_roles").CountDocuments(t.Context(), bson.M{"_id": bson.M{"$in": bson.A{"admin", "user", "bot"}}})
	require.NoError(t, err)
	require.EqualValues(t, 3, n)
	require.Equal(t, "in_progress", w.get(w.admin(), "/api/v1/settings/Show_Setup_Wizard").body["value"])
	require.Contains(t, w.Log()[len(w.Log())-1], "SERVER RUNNING")
}

func TestASecondStartKeepsWhatIsThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	w.person(w.admin(), "bob")
	r, err := release.New("7.1.0")
	require.NoError(t, err)
	again, err := rocketchat.Open(t.Context(), rocketchat.Options{Release: r, RootURL: w.http.URL, Database: w.db,
		Admin: rocketchat.Admin{Username: "other", Password: "other"}})
	require.NoError(t, err)
	require.NoError(t, again.Close())
	n, err := w.db.Collection("users").CountDocuments(t.Context(), bson.M{})
	require.NoError(t, err)
	require.EqualValues(t, 3, n, "rocket.cat, administrator, bob")
}

func TestWithoutAdminTheOldestAccountBecomesOne(t *testing.T) {
	t.Parallel()
	db := newDatabase(t)
	for i, name := range []string{"second", "first"} {
		_, err := db.Collection("users").InsertOne(t.Context(), bson.M{
			"_id": name, "username": name, "type": "user", "roles": bson.A{"user"}, "createdAt": time.Unix(int64(100-i), 0),
		})
		require.NoError(t, err)
	}
	r, err := release.New("7.1.0")
	require.NoError(t, err)
	s, err := rocketchat.Open(t.Context(), rocketchat.Options{Release: r, RootURL: "http://localhost", Database: db})
	require.NoError(t, err)
	require.NoError(t, s.Close())
	var oldest bson.M
	require.NoError(t, db.Collection("users").FindOne(t.Context(), bson.M{"_id": "first"}).Decode(&oldest))
	require.Equal(t, bson.A{"user", "admin"}, oldest["roles"])
}

func TestABlockedAdminNameStopsTheStart(t *testing.T) {
	t.Parallel()
	r, err := release.New("3.18.2")
	require.NoError(t, err)
	o := rocketchat.Options{Release: r, RootURL: "http://localhost", Database: newDatabase(t), Admin: rocketchat.Admin{Username: "admin", Password: "secret-of-admin"}}
	_, err = rocketchat.Open(t.Context(), o)
	require.ErrorContains(t, err, "admin is blocked and can't be used!")
	require.NotContains(t, err.Error(), "secret-of-admin")

	o.Environment = map[string]string{"OVERWRITE_SETTING_Accounts_SystemBlockedUsernameList": "administrator,system,user"}
	s, err := rocketchat.Open(t.Context(), o)
	require.NoError(t, err)
	require.NoError(t, s.Close())
}

func TestEverythingIsBelowThePathOfTheRootURL(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", func(o *rocketchat.Options) { o.RootURL += "/chat" })
	require.Equal(t, http.StatusOK, w.get(session{}, "/chat/api/info").status)
	require.Contains(t, w.get(session{}, "/chat/_oauth/nosuch").text, "<!DOCTYPE html>")
	require.Equal(t, "image/svg+xml", w.get(session{}, "/chat/avatar/bob").header.Get("Content-Type"))
	require.Contains(t, w.get(session{}, "/chat/home").text, "<!DOCTYPE html>")
	require.Equal(t, http.StatusNotFound, w.get(session{}, "/api/info").status)
	require.Equal(t, http.StatusNotFound, w.get(session{}, "/chatter/api/info").status)
}

func TestUnknownEndpointsAndMalformedBodies(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	none := w.get(session{}, "/api/v1/nothing.such")
	require.Equal(t, http.StatusNotFound, none.status)
	require.JSONEq(t, `{"status":"error","message":"API endpoint does not exist."}`, none.text)
	admin := w.admin()
	for _, body := range []string{`{`, `[]`, `null`, `"text"`, `{"message":5}`, `{"message":"{"}`, `{"message":"null"}`} {
		for _, path := range []string{"login", "settings/Site_Name", "users.update", "users.updateOwnBasicInfo", "method.call/login", "method.callAnon/login"} {
			r := w.post(admin, "/api/v1/"+path, body)
			require.Contains(t, []int{http.StatusBadRequest, http.StatusUnauthorized}, r.status, "%s %s: %s", path, body, r.text)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	db := newDatabase(b)
	r, err := release.New("8.9.0")
	require.NoError(b, err)
	for b.Loop() {
		b.StopTimer()
		require.NoError(b, db.Drop(b.Context()))
		b.StartTimer()
		s, err := rocketchat.Open(b.Context(), rocketchat.Options{
			Release: r, RootURL: "http://localhost", Database: db, Admin: rocketchat.Admin{Username: adminName, Password: adminPassword},
		})
		require.NoError(b, err)
		b.StopTimer()
		require.NoError(b, s.Close())
		b.StartTimer()
	}
}
