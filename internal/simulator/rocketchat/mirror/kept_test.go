package mirror_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/rocketchat/mirror"
)

// People come and go by the thousands: nothing is kept of who is gone, by whatever
// way the mirror gets to know of it.
func TestNothingIsKeptOfWhatIsGone(t *testing.T) {
	t.Parallel()
	s := open(t)
	users := s.Database("rocketchat").Collection("users")
	for name, remove := range map[string]func(c *mirror.Collection, id string) error{
		"by the mirror": func(c *mirror.Collection, id string) error { return c.Delete(t.Context(), id) },
		"by id": func(_ *mirror.Collection, id string) error {
			_, err := users.DeleteOne(t.Context(), bson.M{"_id": id})
			return err
		},
		"by something else": func(_ *mirror.Collection, id string) error {
			_, err := users.DeleteOne(t.Context(), bson.M{"username": id})
			return err
		},
	} {
		c := mirror.New(users, s.Writes("rocketchat", "users"))
		for i := range 5 {
			id := fmt.Sprint(name, i)
			require.NoError(t, c.Insert(t.Context(), id, bson.M{"_id": id, "username": id}))
			_, err := c.Find(t.Context(), bson.M{"username": id})
			require.NoError(t, err)
			require.Equal(t, 1, mirror.Kept(c), name)
			require.NoError(t, remove(c, id))
			_, err = c.Find(t.Context(), bson.M{"username": id})
			require.NoError(t, err)
			require.Zero(t, mirror.Kept(c), name)
		}
	}
}
