package mongodb_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

func TestWritesCountByDocument(t *testing.T) {
	t.Parallel()
	byID := bson.M{"_id": "ann"}
	rename := bson.M{"$set": bson.M{"name": "Ann"}}
	for name, test := range map[string]struct {
		do           func(ctx context.Context, users *mongo.Collection) error
		ann, another bool // whether what was read of them may be stale
	}{
		"a read": {do: func(ctx context.Context, users *mongo.Collection) error { return users.FindOne(ctx, byID).Err() }},
		"an update by id": {ann: true, do: func(ctx context.Context, users *mongo.Collection) error {
			_, err := users.UpdateOne(ctx, byID, rename)
			return err
		}},
		"an insert": {another: true, do: func(ctx context.Context, users *mongo.Collection) error {
			_, err := users.InsertOne(ctx, bson.M{"_id": "bob"})
			return err
		}},
		"a deletion by id": {ann: true, do: func(ctx context.Context, users *mongo.Collection) error {
			_, err := users.DeleteOne(ctx, byID)
			return err
		}},
		"an update by something else": {ann: true, another: true, do: func(ctx context.Context, users *mongo.Collection) error {
			_, err := users.UpdateMany(ctx, bson.M{"_id": "ann", "name": "Ann"}, rename)
			return err
		}},
		"a change that is read at once": {ann: true, do: func(ctx context.Context, users *mongo.Collection) error {
			return users.FindOneAndUpdate(ctx, byID, rename).Err()
		}},
		"such a change of something else": {ann: true, another: true, do: func(ctx context.Context, users *mongo.Collection) error {
			return users.FindOneAndUpdate(ctx, bson.M{"name": bson.M{"$ne": "Bob"}}, rename).Err()
		}},
		"dropping everything": {ann: true, another: true, do: func(ctx context.Context, users *mongo.Collection) error {
			return users.Database().Drop(ctx)
		}},
		"another collection": {do: func(ctx context.Context, users *mongo.Collection) error {
			_, err := users.Database().Collection("rocketchat_settings").InsertOne(ctx, byID)
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			db := s.Database("rocketchat")
			put(t, db, "ann")
			writes := s.Writes("rocketchat", "users")
			ann, another := writes.Of("ann"), writes.Of("bob")
			_, before, _ := writes.Since(0)
			require.NoError(t, test.do(t.Context(), db.Collection("users")))
			require.Equal(t, test.ann, writes.Of("ann") != ann)
			require.Equal(t, test.another, writes.Of("bob") != another)
			ids, now, known := writes.Since(before)
			require.Equal(t, test.ann || test.another, now != before)
			require.Equal(t, !test.ann || !test.another, known, "whether it says which")
			require.Equal(t, known && test.ann, slices.Contains(ids, "ann"))
			require.Equal(t, known && test.another, slices.Contains(ids, "bob"))
		})
	}
}

// What happens after an answer that never came is nobody's guess.
func TestNothingIsTrustedAfterAnUnansweredWrite(t *testing.T) {
	t.Parallel()
	s := open(t)
	users := s.Database("rocketchat").Collection("users")
	writes := s.Writes("rocketchat", "users")
	require.Equal(t, writes.Of("ann"), writes.Of("ann"))
	_, err := users.UpdateOne(t.Context(), bson.M{"_id": "ann"}, bson.M{"$nonsense": bson.M{"a": 1}})
	require.Error(t, err)
	_ = users.Database().RunCommand(t.Context(), bson.D{{Key: "update", Value: "users"}, {Key: "updates", Value: "none"}}).Err()
	require.NotEqual(t, writes.Of("ann"), writes.Of("ann"))
	_, now, _ := writes.Since(0)
	_, _, known := writes.Since(now)
	require.False(t, known)
}

// However many documents come and go, a number that was told once never comes back.
func TestNoNumberComesBackWhenOldDocumentsAreForgotten(t *testing.T) {
	t.Parallel()
	s := open(t)
	users := s.Database("rocketchat").Collection("users")
	writes := s.Writes("rocketchat", "users")
	told := map[uint64]bool{}
	for i := range 3000 {
		one := bson.M{"_id": fmt.Sprint("user-", i)}
		if i%2 == 0 {
			one["_id"] = "ann"
		}
		_, err := users.DeleteOne(t.Context(), one)
		require.NoError(t, err)
		if i%2 == 0 {
			require.False(t, told[writes.Of("ann")], "after %d writes", i)
			told[writes.Of("ann")] = true
		}
	}
}
