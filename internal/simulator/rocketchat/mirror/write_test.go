package mirror_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/simulator/rocketchat/mirror"
)

func TestWhatIsWrittenIsWhatTheDatabaseHas(t *testing.T) {
	t.Parallel()
	s := open(t)
	users := s.Database("rocketchat").Collection("users")
	asked := mirror.New(users, nil)
	for _, c := range []*mirror.Collection{mirror.New(users, s.Writes("rocketchat", "users")), mirror.New(users, nil)} {
		for _, write := range []func() error{
			func() error {
				return c.Insert(t.Context(), "ann", bson.D{{Key: "_id", Value: "ann"}, {Key: "name", Value: "Ann"}})
			},
			func() error { return c.Update(t.Context(), "ann", bson.M{"$set": bson.M{"name": "Anna", "age": 7}}) },
			func() error { return c.Update(t.Context(), "ann", bson.M{"$push": bson.M{"tokens": "t"}}) },
			func() error { return c.Update(t.Context(), "ann", bson.M{"$unset": bson.M{"age": true}}) },
			func() error { return c.Update(t.Context(), "nobody", bson.M{"$set": bson.M{"name": "Nobody"}}) },
			func() error { return c.Replace(t.Context(), "ann", bson.D{{Key: "_id", Value: "ann"}}) },
			func() error { return c.Delete(t.Context(), "ann") },
			func() error { return c.Delete(t.Context(), "ann") },
			func() error { return c.Replace(t.Context(), "ann", bson.D{{Key: "_id", Value: "ann"}}) },
			func() error { return c.Delete(t.Context(), "ann") },
		} {
			require.NoError(t, write())
			for _, id := range []string{"ann", "nobody"} {
				want, err := asked.ByID(t.Context(), id)
				require.NoError(t, err)
				got, err := c.ByID(t.Context(), id)
				require.NoError(t, err)
				require.Equal(t, want.String(), got.String())
			}
			want, err := asked.All(t.Context())
			require.NoError(t, err)
			got, err := c.All(t.Context())
			require.NoError(t, err)
			require.Len(t, got, len(want))
		}
	}
}

// A write that comes between is seen, whoever makes it.
func TestOthersWritesAreSeenAfterOnesOwn(t *testing.T) {
	t.Parallel()
	s := open(t)
	users := s.Database("rocketchat").Collection("users")
	c := mirror.New(users, s.Writes("rocketchat", "users"))
	require.NoError(t, c.Insert(t.Context(), "ann", bson.M{"_id": "ann", "name": "Ann"}))
	_, err := users.UpdateMany(t.Context(), bson.M{"name": "Ann"}, bson.M{"$set": bson.M{"name": "Anna"}})
	require.NoError(t, err)
	byID, listed := name(t, c)
	require.Equal(t, []string{"Anna", "Anna"}, []string{byID, listed})
	c.ForgetAll()
	require.NoError(t, c.Delete(t.Context(), "ann"))
	byID, listed = name(t, c)
	require.Equal(t, []string{"", ""}, []string{byID, listed})
}

func TestARefusedWriteLeavesWhatIsThere(t *testing.T) {
	t.Parallel()
	s := open(t)
	users := s.Database("rocketchat").Collection("users")
	c := mirror.New(users, s.Writes("rocketchat", "users"))
	require.NoError(t, c.Insert(t.Context(), "ann", bson.M{"_id": "ann", "name": "Ann"}))
	require.True(t, mongo.IsDuplicateKeyError(c.Insert(t.Context(), "ann", bson.M{"_id": "ann", "name": "Anna"})))
	require.Error(t, c.Update(t.Context(), "ann", bson.M{"$nonsense": bson.M{"a": 1}}))
	byID, listed := name(t, c)
	require.Equal(t, []string{"Ann", "Ann"}, []string{byID, listed})
}
