// Package containers holds what the containers of a stack have in common. Each
// container has a package of its own beneath, in the manner of
// testcontainers-go's modules: constants for ports, one Run(ctx, image,
// opts...), options that return errors, and helpers that say how to connect.
package containers

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/testcontainers/testcontainers-go"
)

// Publish makes ports ("8080/tcp") reachable from this machine alone: each gets
// a free port of 127.0.0.1, never of an interface that others can reach.
func Publish(ports ...string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		bindings := network.PortMap{}
		for _, port := range ports {
			parsed, err := network.ParsePort(port)
			if err != nil {
				return fmt.Errorf("%q is not a port such as 8080/tcp: %w", port, err)
			}
			bindings[parsed] = []network.PortBinding{{HostIP: netip.AddrFrom4([4]byte{127, 0, 0, 1}), HostPort: "0"}}
			req.ExposedPorts = append(req.ExposedPorts, port)
		}
		former := req.HostConfigModifier
		req.HostConfigModifier = func(host *container.HostConfig) {
			if former != nil {
				former(host)
			}
			if host.PortBindings == nil {
				host.PortBindings = network.PortMap{}
			}
			maps.Copy(host.PortBindings, bindings)
		}
		return nil
	}
}

// Join attaches the container to a network, by name, where it answers to the
// aliases. A container may join several, and one again for more aliases.
func Join(network string, aliases ...string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if network == "" {
			return fmt.Errorf("a container cannot join a network without a name")
		}
		if !slices.Contains(req.Networks, network) {
			req.Networks = append(req.Networks, network)
		}
		if req.NetworkAliases == nil {
			req.NetworkAliases = map[string][]string{}
		}
		req.NetworkAliases[network] = append(req.NetworkAliases[network], aliases...)
		return nil
	}
}
