package mongodb_test

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.uber.org/goleak"

	"gonogo/internal/simulator/mongodb"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t *testing.T) *mongodb.Server {
	t.Helper()
	s, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	return s
}

func put(t *testing.T, db *mongo.Database, id string) {
	t.Helper()
	_, err := db.Collection("users").InsertOne(t.Context(), bson.M{"_id": id})
	require.NoError(t, err)
}

func count(t *testing.T, db *mongo.Database) int64 {
	t.Helper()
	n, err := db.Collection("users").CountDocuments(t.Context(), bson.M{})
	require.NoError(t, err)
	return n
}

func TestDatabasesOfOneServerAreSeparate(t *testing.T) {
	t.Parallel()
	s := open(t)
	put(t, s.Database("one"), "ann")
	require.EqualValues(t, 1, count(t, s.Database("one")))
	require.Zero(t, count(t, s.Database("two")))
}

func TestEqualNamesInTwoServersAreSeparate(t *testing.T) {
	t.Parallel()
	a, b := open(t), open(t)
	put(t, a.Database("same"), "ann")
	put(t, b.Database("same"), "bob")
	put(t, b.Database("same"), "cid")
	require.EqualValues(t, 1, count(t, a.Database("same")))
	require.EqualValues(t, 2, count(t, b.Database("same")))
	require.NotEqual(t, a.URI(), b.URI())
}

func TestUniqueIndexRefusesTheSecondDocument(t *testing.T) {
	t.Parallel()
	users := open(t).Database("rocketchat").Collection("users")
	_, err := users.Indexes().CreateOne(t.Context(), mongo.IndexModel{
		Keys: bson.D{{Key: "username", Value: 1}}, Options: options.Index().SetUnique(true),
	})
	require.NoError(t, err)
	_, err = users.InsertOne(t.Context(), bson.M{"_id": "1", "username": "erin"})
	require.NoError(t, err)
	_, err = users.InsertOne(t.Context(), bson.M{"_id": "2", "username": "erin"})
	require.True(t, mongo.IsDuplicateKeyError(err), "got %v", err)
}

// A cancelled operation must not cost what others have written, nor a connection.
func TestDataSurvivesCancelledOperations(t *testing.T) {
	t.Parallel()
	db := open(t).Database("rocketchat")
	put(t, db, "ann")
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error, 4)
	for range cap(failed) {
		go func() { failed <- readUntilCancelled(ctx, db) }()
	}
	for i := range 20 {
		put(t, db, string(rune('a'+i)))
	}
	cancel()
	for range cap(failed) {
		require.ErrorIs(t, <-failed, context.Canceled)
	}
	require.EqualValues(t, 21, count(t, db))
}

func readUntilCancelled(ctx context.Context, db *mongo.Database) error {
	for {
		if err := db.Collection("users").FindOne(ctx, bson.M{"_id": "ann"}).Err(); err != nil {
			return err
		}
	}
}

func TestNothingIsLeftOnDisk(t *testing.T) {
	here, temporary := t.TempDir(), t.TempDir()
	t.Chdir(here)
	t.Setenv("TMPDIR", temporary)
	s, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	put(t, s.Database("rocketchat"), "ann")
	require.Len(t, entries(t, temporary), 1, "the folder of the server")
	require.NoError(t, s.Close(t.Context()))
	require.Empty(t, entries(t, temporary))
	require.Empty(t, entries(t, here))
}

func entries(t *testing.T, dir string) []os.DirEntry {
	t.Helper()
	found, err := os.ReadDir(dir)
	require.NoError(t, err)
	return found
}

func TestOpenFailsWhenItsContextHasEnded(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := mongodb.Open(ctx)
	require.ErrorIs(t, err, context.Canceled)
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		s, err := mongodb.Open(b.Context())
		require.NoError(b, err)
		require.NoError(b, s.Close(b.Context()))
	}
}

// An update that matches reads and writes at once; over SQLite in memory it
// used to wait for itself.
func TestUpdateOfADocumentThatIsThere(t *testing.T) {
	t.Parallel()
	users := open(t).Database("updates").Collection("users")
	_, err := users.InsertOne(t.Context(), bson.M{"_id": "a", "name": "Ada"})
	require.NoError(t, err)
	_, err = users.UpdateOne(t.Context(), bson.M{"name": "Ada"}, bson.M{"$set": bson.M{"name": "Grace"}})
	require.NoError(t, err)
	var found bson.M
	require.NoError(t, users.FindOne(t.Context(), bson.M{"_id": "a"}).Decode(&found))
	require.Equal(t, "Grace", found["name"])
}

func TestOpenAtListensAndKeepsItsDataWhereItIsTold(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s, err := mongodb.OpenAt(t.Context(), mongodb.Options{Address: "127.0.0.2:0", Folder: folder})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	require.Contains(t, s.URI(), "127.0.0.2:")
	require.Len(t, entries(t, folder), 1)
}
