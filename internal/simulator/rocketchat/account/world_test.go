package account_test

import (
	"maps"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/account/accounttest"
)

// world is a workspace with its accounts.
type world struct {
	*account.Accounts
	db       *mongo.Database
	settings *accounttest.Settings
	log      *accounttest.Log
	clock    *accounttest.Clock
	mails    *mails
	avatars  *avatars
}

func newWorld(t *testing.T, version string, values map[string]any) *world {
	t.Helper()
	w := &world{
		db: accounttest.Database(t), settings: accounttest.NewSettings(values), log: &accounttest.Log{},
		clock: accounttest.NewClock(time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)), mails: &mails{codes: map[string]string{}}, avatars: &avatars{},
	}
	a, err := account.New(t.Context(), account.Options{
		Database: w.db, Release: accounttest.Release(t, version), Settings: w.settings, Avatars: w.avatars,
		Log: w.log.Add, Mailer: w.mails.send, Now: w.clock.Now,
	})
	require.NoError(t, err)
	w.Accounts = a
	// Somebody must be administrator, else the first new person becomes one.
	_, err = a.Create(t.Context(), account.NewUser{Username: "root", Name: "Root", Active: true, Roles: []string{"admin"}, Password: "root-secret"})
	require.NoError(t, err)
	return w
}

// stored reads the user document of a user name; nil if there is none.
func (w *world) stored(t *testing.T, username string) *account.User {
	t.Helper()
	u, err := w.ByUsername(t.Context(), username)
	require.NoError(t, err)
	return u
}

func (w *world) count(t *testing.T) int64 {
	t.Helper()
	n, err := w.db.Collection("users").CountDocuments(t.Context(), bson.M{"username": bson.M{"$ne": "root"}})
	require.NoError(t, err)
	return n
}

// body is the REST answer to a failed login.
func (w *world) body(t *testing.T, err error) map[string]any {
	t.Helper()
	require.Error(t, err)
	status, body := w.Present(err)
	require.Equal(t, 401, status)
	return body
}

type mails struct {
	mutex sync.Mutex
	codes map[string]string
}

func (m *mails) send(to, code string) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.codes[to] = code
}

func (m *mails) last(to string) string {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.codes[to]
}

// person is the identity of observed §B with everything mapped; claims set, or
// with nil remove, single properties.
func person(mapping account.Mapping, claims map[string]any) account.External {
	data := map[string]any{"_OAuthCustom": true, "serverURL": "http://idp", "accessToken": "t", "id": "sub-bob", "sub": "sub-bob",
		"username": "bob", "email": "bob@rocket.test", "name": "Bob Idp"}
	maps.Copy(data, claims)
	for k, v := range data {
		if v == nil {
			delete(data, k)
		}
	}
	name, _ := data["name"].(string)
	return account.External{Service: "clavex", Data: data, Name: name, Mapping: mapping}
}

// mapped is the base configuration of observed §0.2.
func mapped(merge, distinct bool) account.Mapping {
	return account.Mapping{KeyField: "username", MergeUsers: merge, MergeDistinctServices: distinct, UsernameField: true, EmailField: true, NameField: true}
}

// masked is "401 U" and former a refusal up to 6.13.
func masked() map[string]any {
	return map[string]any{"status": "error", "error": "Unauthorized", "message": "Unauthorized"}
}

func former(code any, reason, message string) map[string]any {
	return map[string]any{"status": "error", "error": code, "reason": reason, "message": message}
}
