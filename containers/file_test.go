package containers_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/pin"
)

// A request is read when it starts a container, and again for the next one.
func TestAFileIsThereForEveryStart(t *testing.T) {
	t.Parallel()
	option := containers.File("/etc/motd", []byte("hello"))
	var req testcontainers.GenericContainerRequest
	require.NoError(t, option(&req))
	same := testcontainers.WithFiles(req.Files...)
	for _, starts := range []testcontainers.ContainerCustomizer{option, option, same, same} {
		got, err := pin.Of("image", starts)
		require.NoError(t, err)
		require.Equal(t, map[string]string{"/etc/motd": "hello"}, got.Files)
	}
}
