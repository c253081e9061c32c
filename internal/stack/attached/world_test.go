package attached_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.uber.org/goleak"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
	"gonogo/internal/simulator"
	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/stack/attached"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const password = "open sesame"

// world is a Rocket.Chat that runs already, as its owners leave it: rate limits
// and second factor on, new people asked for codes by e-mail.
type world struct {
	admin    *rocketchat.Client
	database *mongo.Database
	mongo    *mongodb.Server
	options  attached.Options
}

func newWorld(t *testing.T, version string, guides ...string) *world {
	t.Helper()
	server, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close(context.WithoutCancel(t.Context()))) })
	r, err := release.New(version)
	require.NoError(t, err)
	s, err := simulator.Open(t.Context(), simulator.Options{
		Guide: load(t, "authentik"), Release: r, Limits: true, Mongo: server,
		Environment: map[string]string{"Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In": "true"},
		Admin:       simulator.Admin{Username: "root", Password: password},
		Addresses:   &simulator.Addresses{RocketChat: "127.0.0.1:0", Provider: "127.0.0.1:0"},
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	// Entra ID takes plain HTTP by this name only.
	url := strings.Replace(s.RocketChatURL(), "127.0.0.1", "localhost", 1)
	require.NoError(t, s.Admin().SetSetting(t.Context(), "Site_Url", url))
	w := &world{admin: s.Admin(), database: s.Database(), mongo: server, options: attached.Options{
		URL: url, AdminUser: "root", AdminPassword: password,
		ProviderURL: "http://127.0.0.1:0", JournalFolder: t.TempDir(),
	}}
	for _, id := range guides {
		w.options.Guides = append(w.options.Guides, load(t, id))
	}
	return w
}

func load(t *testing.T, id string) *guide.Guide {
	t.Helper()
	g, err := guide.Load(fixtures.Files, id)
	require.NoError(t, err)
	return g
}

// dump is every document of every collection by its _id, without what a server
// notes by itself and nobody can take back: the times of changes and of the
// administrator's last login, and that a setting was once written by hand.
func (w *world) dump(t *testing.T) map[string]map[any]bson.M {
	t.Helper()
	names, err := w.database.ListCollectionNames(t.Context(), bson.D{})
	require.NoError(t, err)
	all := map[string]map[any]bson.M{}
	for _, name := range names {
		o := options.Collection().SetBSONOptions(&options.BSONOptions{DefaultDocumentMap: true})
		cursor, err := w.database.Collection(name, o).Find(t.Context(), bson.D{})
		require.NoError(t, err)
		var documents []bson.M
		require.NoError(t, cursor.All(t.Context(), &documents))
		for _, d := range documents {
			for _, volatile := range []string{"_updatedAt", "ts", "lastLogin", "valueSource"} {
				delete(d, volatile)
			}
			if all[name] == nil {
				all[name] = map[any]bson.M{}
			}
			all[name][d["_id"]] = d
		}
	}
	return all
}

// withoutSessions leaves the administrator's sessions out too: a killed run
// cannot log out.
func withoutSessions(dump map[string]map[any]bson.M) map[string]map[any]bson.M {
	for _, u := range dump["users"] {
		delete(u["services"].(map[string]any), "resume")
	}
	return dump
}

// withoutPending leaves the logins out that are under way: Rocket.Chat drops them
// by itself after minutes (§7.4).
func withoutPending(dump map[string]map[any]bson.M) map[string]map[any]bson.M {
	delete(dump, "meteor_oauth_pendingCredentials")
	return dump
}
