package oauth_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/simulator/rocketchat/oauth"
)

// watched is a database that calls wrote, before the writer goes on, after each
// document that it has added.
func watched(t *testing.T, wrote func()) *mongo.Database {
	t.Helper()
	s, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	monitor := &event.CommandMonitor{Succeeded: func(_ context.Context, e *event.CommandSucceededEvent) {
		if e.CommandName == "insert" {
			wrote()
		}
	}}
	client, err := mongo.Connect(options.Client().ApplyURI(s.URI()).SetDirect(true).SetMonitor(monitor))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, client.Disconnect(context.WithoutCancel(t.Context()))) })
	return client.Database("rocketchat")
}

func TestAServiceWorksOnceItsDocumentIsThere(t *testing.T) {
	t.Parallel()
	var w *world
	works := make(chan bool, 1)
	db := watched(t, func() { works <- oauth.Configured(w.Engine, "clavex") })
	w = newWorld(t, "7.1.0", map[string]any{prefix: false}, func(o *oauth.Options) { o.Database = db })
	require.False(t, oauth.Configured(w.Engine, "clavex"))
	w.settings.Set(map[string]any{prefix: true})
	require.True(t, <-works)
}

// A unique index makes the database refuse the document for a while.
func TestAFailedRebuildIsLoggedAndMadeUpForByTheNextChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", map[string]any{prefix: false})
	documents := w.db.Collection("meteor_accounts_loginServiceConfiguration")
	_, err := documents.InsertOne(t.Context(), bson.M{"_id": "other", "service": "other", "custom": true})
	require.NoError(t, err)
	_, err = documents.Indexes().CreateOne(t.Context(), mongo.IndexModel{Keys: bson.D{{Key: "custom", Value: 1}}, Options: options.Index().SetUnique(true)})
	require.NoError(t, err)

	w.settings.Set(map[string]any{prefix: true})
	require.Eventually(t, func() bool { return len(w.log.Lines()) > 0 }, patience, pollInterval)
	require.Contains(t, joined(w.log), "Error updating the OAuth services: configuring service clavex: ")
	require.False(t, oauth.Configured(w.Engine, "clavex"), "nothing works that is not shown")

	_, err = documents.DeleteOne(t.Context(), bson.M{"_id": "other"})
	require.NoError(t, err)
	w.settings.Set(map[string]any{prefix + "-scope": "openid"})
	require.Eventually(t, func() bool { return oauth.Configured(w.Engine, "clavex") }, patience, pollInterval)
}
