package setting_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/FerretDB/FerretDB/ferretdb"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// newDatabase opens a database of the test's own, on files: FerretDB's
// in-memory mode has one connection and an update needs two.
func newDatabase(t testing.TB) *mongo.Database {
	t.Helper()
	server, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: "127.0.0.1:0"}, Logger: slog.New(slog.DiscardHandler),
		Handler: "sqlite", SQLiteURL: "file:" + t.TempDir() + "/?_pragma=synchronous(off)",
	})
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Run(ctx) // ends with its context
	}()
	client, err := mongo.Connect(options.Client().ApplyURI(server.MongoDBURI()).SetDirect(true))
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, client.Disconnect(ctx))
		stop()
		<-done
	})
	return client.Database("rocketchat")
}
