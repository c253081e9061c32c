package mongodb

import (
	"net/netip"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/testcontainers/testcontainers-go"
)

// onLoopback publishes the port on a free one of 127.0.0.1, and no other. The
// address belongs into the binding: testcontainers v0.44 takes plain ports only
// as exposed ("invalid start port" for 127.0.0.1::27017).
func onLoopback() testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		port, err := network.ParsePort(Port)
		if err != nil {
			return err
		}
		req.ExposedPorts = []string{Port}
		return testcontainers.WithHostConfigModifier(func(host *container.HostConfig) {
			if host.PortBindings == nil {
				host.PortBindings = network.PortMap{}
			}
			host.PortBindings[port] = []network.PortBinding{{HostIP: netip.AddrFrom4([4]byte{127, 0, 0, 1})}}
		})(req)
	}
}
