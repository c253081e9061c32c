package postgres

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/pin"
	"gonogo/containers/pin/pintest"
)

// The request of every image that a provider asks for, exactly. GONOGO_UPDATE=1
// writes the files anew.
func TestRequests(t *testing.T) {
	t.Parallel()
	requests := map[string]group.Request{}
	for _, image := range []string{"postgres:16-alpine", "postgres:17-alpine"} {
		requests[strings.ReplaceAll(image, ":", "-")] = group.NewRequest(image, customizers(
			containers.Join("inside", "postgres"), WithLogin("owner", "correct horse", "directory"))...)
	}
	pintest.Requests(t, requests)
}

func TestALoginIsNeeded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		opts []testcontainers.ContainerCustomizer
		want string
	}{
		{"none", nil, "PostgreSQL needs to know whose database it keeps: use WithLogin"},
		{"no password", []testcontainers.ContainerCustomizer{WithLogin("owner", "", "directory")},
			"PostgreSQL needs a user, a password and the name of a database"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := pin.Of("postgres:17-alpine", customizers(c.opts...)...)
			require.EqualError(t, err, c.want)
		})
	}
}

func TestTheAddressOnTheNetworkIsEscaped(t *testing.T) {
	t.Parallel()
	c := &Container{login: login{"owner", "a/b@c", "directory"}}
	require.Equal(t, "postgres://owner:a%2Fb%40c@postgres:5432/directory?sslmode=disable", c.NetworkURL("postgres"))
}
