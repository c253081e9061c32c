package mirror_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/rocketchat/mirror"
)

func ignoringCase(text string) bson.Regex { return bson.Regex{Pattern: "^" + text + "$", Options: "i"} }

// Whatever is asked, the answer is the database's.
func TestFindAnswersAsTheDatabaseDoes(t *testing.T) {
	t.Parallel()
	s := open(t)
	users := s.Database("rocketchat").Collection("users")
	_, err := users.InsertMany(t.Context(), []bson.M{
		{"_id": "1", "username": "Ann", "roles": bson.A{"user", "admin"}, "services": bson.M{"clavex": bson.M{"id": "a"}}},
		{"_id": "2", "username": "bob", "emails": bson.A{bson.M{"address": "x@b.test"}, bson.M{"address": "Bob@b.test"}}},
		{"_id": "3", "services": bson.M{"clavex": bson.M{"id": 7}, "resume": bson.M{"loginTokens": bson.A{bson.M{"hashedToken": "h"}}}}},
		{"_id": "4", "username": "bob", "emails": bson.A{}, "services": bson.M{"clavex": bson.M{"id": nil}}},
	})
	require.NoError(t, err)
	c, asked := mirror.New(users, s.Writes("rocketchat", "users")), mirror.New(users, nil)
	for _, filter := range []bson.M{
		{"_id": "3"},
		{"username": "bob"},
		{"username": "ann"},
		{"username": ignoringCase("ann")},
		{"username": ignoringCase("an")},
		{"username": ignoringCase("BOB"), "_id": bson.M{"$ne": "2"}},
		{"username": ignoringCase("bob"), "_id": bson.M{"$ne": ""}},
		{"roles": "admin"},
		{"roles": "admin", "username": "bob"},
		{"emails.address": "Bob@b.test"},
		{"emails.address": "bob@b.test"},
		{"emails.address": ignoringCase("bob@B.test")},
		{"emails.address": bson.M{"$ne": "x@b.test"}},
		{"services.resume.loginTokens.hashedToken": "h"},
		{"services.clavex.id": "a"},
		{"services.clavex.id": 7},
		{"services.clavex.id": nil},
		{"services.other.id": nil, "username": "bob"},
		{"services.clavex": "a"},
	} {
		want, err := asked.Find(t.Context(), filter)
		require.NoError(t, err)
		got, err := c.Find(t.Context(), filter)
		require.NoError(t, err)
		require.Equal(t, want.String(), got.String(), fmt.Sprint(filter))
	}
}
