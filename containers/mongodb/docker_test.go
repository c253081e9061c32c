package mongodb_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/containers"
	"gonogo/containers/images"
	"gonogo/containers/images/imagetest"
	"gonogo/containers/mongodb"
)

// As in a stack: on a network without a way out, and on one that publishes.
func TestDocumentsFromThisMachine(t *testing.T) {
	t.Parallel()
	imagetest.Need(t, images.MongoDB)
	inside, err := network.New(t.Context(), network.WithInternal())
	require.NoError(t, err)
	testcontainers.CleanupNetwork(t, inside)
	door, err := network.New(t.Context())
	require.NoError(t, err)
	testcontainers.CleanupNetwork(t, door)

	c, err := mongodb.Run(t.Context(), images.MongoDB, containers.Join(inside.Name, "mongodb"), containers.Join(door.Name))
	testcontainers.CleanupContainer(t, c)
	require.NoError(t, err)
	address, err := c.URL(t.Context())
	require.NoError(t, err)
	require.Regexp(t, `^mongodb://127\.0\.0\.1:\d+/\?directConnection=true$`, address)
	require.Empty(t, c.OplogURL("mongodb"), "the stand-in has no replica set")

	client, err := mongo.Connect(options.Client().ApplyURI(address))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, client.Disconnect(context.WithoutCancel(t.Context()))) })
	_, err = client.Database("rocketchat").Collection("users").InsertOne(t.Context(), bson.M{"_id": "ann"})
	require.NoError(t, err)
}

func TestNoContainerWithoutItsImage(t *testing.T) {
	t.Parallel()
	imagetest.Need(t)
	c, err := mongodb.Run(t.Context(), "gonogo/no-such-image:local")
	testcontainers.CleanupContainer(t, c)
	require.Nil(t, c)
	require.ErrorContains(t, err, "running gonogo/no-such-image:local")
}

// MongoDB 8.0 as a replica set, for a Rocket.Chat on the same network.
func ExampleRun() {
	ctx := context.Background()
	n, err := network.New(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = n.Remove(ctx) }()
	c, err := mongodb.Run(ctx, "mongo:8.0", containers.Join(n.Name, "mongodb"), mongodb.WithReplicaSet("rs0"))
	defer func() { _ = testcontainers.TerminateContainer(c) }()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("Rocket.Chat connects to", c.NetworkURL("mongodb", "rocketchat"))
}
