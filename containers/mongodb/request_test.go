package mongodb

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/images"
	"gonogo/containers/pin"
	"gonogo/containers/pin/pintest"
	"gonogo/fixtures"
	"gonogo/internal/release"
)

// The request of every image that a release asks for, exactly. GONOGO_UPDATE=1
// writes the files anew.
func TestRequests(t *testing.T) {
	t.Parallel()
	catalogue, err := release.Load(fixtures.Files)
	require.NoError(t, err)
	requests := map[string]group.Request{}
	request := func(image string, opts ...testcontainers.ContainerCustomizer) {
		file := strings.NewReplacer("/", "-", ":", "-").Replace(image)
		requests[file] = group.NewRequest(image, customizers(opts...)...)
	}
	request(images.MongoDB, joined()...)
	for _, r := range catalogue.Releases {
		request(r.MongoImage, append(joined(), WithReplicaSet("rs0"))...)
	}
	pintest.Requests(t, requests)
}

// joined is how a stack attaches the server: to the network without a way out
// under its name, and to the one that publishes its port.
func joined() []testcontainers.ContainerCustomizer {
	return []testcontainers.ContainerCustomizer{containers.Join("inside", "mongodb"), containers.Join("door")}
}

func TestAReplicaSetNeedsANameAndAnAlias(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		opts []testcontainers.ContainerCustomizer
		want string
	}{
		{"no network", []testcontainers.ContainerCustomizer{WithReplicaSet("rs0")},
			"a replica set needs a name that Rocket.Chat reaches it by: join a network with an alias first"},
		{"no alias", []testcontainers.ContainerCustomizer{containers.Join("door"), WithReplicaSet("rs0")},
			"a replica set needs a name that Rocket.Chat reaches it by: join a network with an alias first"},
		{"a quote", append(joined(), WithReplicaSet(`rs"0`)),
			`"rs\"0" is no name for a replica set: letters, digits, - and _ are`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := pin.Of("mongo:8.0", customizers(c.opts...)...)
			require.EqualError(t, err, c.want)
		})
	}
}

func TestAddressesOnTheNetwork(t *testing.T) {
	t.Parallel()
	set := &Container{replicaSet: replicaSetOf([]string{"mongod", "--replSet", "rs0"})}
	require.Equal(t, "mongodb://mongodb:27017/rocketchat?replicaSet=rs0", set.NetworkURL("mongodb", "rocketchat"))
	require.Equal(t, "mongodb://mongodb:27017/local?replicaSet=rs0", set.OplogURL("mongodb"))
	alone := &Container{replicaSet: replicaSetOf([]string{"mongod", "--replSet"})}
	require.Equal(t, "mongodb://mongodb:27017/rocketchat", alone.NetworkURL("mongodb", "rocketchat"))
	require.Empty(t, alone.OplogURL("mongodb"))
}
