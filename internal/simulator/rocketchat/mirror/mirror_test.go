package mirror_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/simulator/rocketchat/mirror"
)

func open(t *testing.T) *mongodb.Server {
	t.Helper()
	s, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	return s
}

// name reads a name by id and from the list; both are "" if there is none.
func name(t *testing.T, c *mirror.Collection) (byID, listed string) {
	t.Helper()
	type user struct {
		Name string `bson:"name"`
	}
	var one, first user
	document, err := c.ByID(t.Context(), "ann")
	require.NoError(t, err)
	if document != nil {
		require.NoError(t, mirror.Decode(document, &one))
	}
	all, err := c.All(t.Context())
	require.NoError(t, err)
	if len(all) > 0 {
		require.NoError(t, mirror.Decode(all[0], &first))
	}
	return one.Name, first.Name
}

func TestEveryWriteIsSeen(t *testing.T) {
	t.Parallel()
	s := open(t)
	users := s.Database("rocketchat").Collection("users")
	for _, c := range []*mirror.Collection{mirror.New(users, s.Writes("rocketchat", "users")), mirror.New(users, nil)} {
		expect := func(want string) {
			t.Helper()
			byID, listed := name(t, c)
			require.Equal(t, want, byID)
			require.Equal(t, want, listed)
		}
		expect("")
		_, err := users.InsertOne(t.Context(), bson.M{"_id": "ann", "name": "Ann"})
		require.NoError(t, err)
		expect("Ann")
		_, err = users.UpdateByID(t.Context(), "ann", bson.M{"$set": bson.M{"name": "Anna"}})
		require.NoError(t, err)
		expect("Anna")
		_, err = users.UpdateMany(t.Context(), bson.M{"name": "Anna"}, bson.M{"$set": bson.M{"name": "Anne"}})
		require.NoError(t, err)
		expect("Anne")
		_, err = users.DeleteOne(t.Context(), bson.M{"name": "Anne"})
		require.NoError(t, err)
		expect("")
	}
}

// Only what the count does not tell can show that nothing was read again.
func TestNothingIsReadTwice(t *testing.T) {
	t.Parallel()
	s := open(t)
	users := s.Database("rocketchat").Collection("users")
	_, err := users.InsertOne(t.Context(), bson.M{"_id": "ann", "name": "Ann"})
	require.NoError(t, err)
	c := mirror.New(users, s.Writes("rocketchat", "users"))
	byID, listed := name(t, c)
	require.Equal(t, []string{"Ann", "Ann"}, []string{byID, listed})

	stranger, err := mongo.Connect(options.Client().ApplyURI(s.URI()).SetDirect(true))
	require.NoError(t, err)
	defer func() { require.NoError(t, stranger.Disconnect(t.Context())) }()
	_, err = stranger.Database("rocketchat").Collection("users").UpdateByID(t.Context(), "ann", bson.M{"$set": bson.M{"name": "Anna"}})
	require.NoError(t, err)
	byID, listed = name(t, c)
	require.Equal(t, []string{"Ann", "Ann"}, []string{byID, listed})
}
