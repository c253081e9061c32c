package mongodb

import (
	"net/netip"
	"testing"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"
)

func TestThePortIsPublishedOnLoopbackAlone(t *testing.T) {
	t.Parallel()
	req := testcontainers.GenericContainerRequest{ContainerRequest: testcontainers.ContainerRequest{ExposedPorts: []string{"1/tcp"}}}
	require.NoError(t, onLoopback().Customize(&req))
	require.Equal(t, []string{Port}, req.ExposedPorts)
	var host container.HostConfig
	req.HostConfigModifier(&host)
	require.Equal(t, network.PortMap{
		network.MustParsePort(Port): {{HostIP: netip.MustParseAddr("127.0.0.1")}},
	}, host.PortBindings)
}
