package mongodb_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// The plan is the only difference that shows: without the index the answers are
// the same and take longer.
func TestDocumentsOfANewDatabaseAreFoundByIndex(t *testing.T) {
	t.Parallel()
	db, err := open(t).NewDatabase(t.Context(), "rocketchat", "users", "rocketchat_settings")
	require.NoError(t, err)
	put(t, db, "ann") // a connection reads the schema again when it runs something
	for _, collection := range []string{"users", "rocketchat_settings"} {
		var explained bson.M
		require.NoError(t, db.RunCommand(t.Context(), bson.D{{Key: "explain", Value: bson.D{
			{Key: "find", Value: collection}, {Key: "filter", Value: bson.D{{Key: "_id", Value: "ann"}}},
		}}}).Decode(&explained))
		require.Contains(t, fmt.Sprint(explained["queryPlanner"]), "SEARCH "+collection)
	}
	require.EqualValues(t, 1, count(t, db))
	_, err = db.Collection("users").DeleteOne(t.Context(), bson.M{"_id": "ann"})
	require.NoError(t, err)
	require.Zero(t, count(t, db))
}
