package group

import (
	"context"
	"errors"

	"github.com/moby/moby/api/types/container"
	"github.com/testcontainers/testcontainers-go"
)

// Unpublished keeps the ports of a container on its networks. Without it,
// testcontainers-go publishes what a request exposes, or else what the image
// does, and that on all interfaces of this machine. Options that publish ports
// have no effect before it.
func Unpublished() testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		var host *container.HostConfig
		req.ExposedPorts = nil
		if err := testcontainers.WithHostConfigModifier(func(h *container.HostConfig) { host = h })(req); err != nil {
			return err
		}
		// The library's own hook binds the ports, after the modifier; hooks of the
		// request follow it (combineContainerHooks).
		return testcontainers.WithAdditionalLifecycleHooks(testcontainers.ContainerLifecycleHooks{
			PreCreates: []testcontainers.ContainerRequestHook{func(context.Context, testcontainers.ContainerRequest) error {
				if host == nil {
					return errors.New("the ports of the container would be published: its host configuration was never made")
				}
				host.PortBindings, host.PublishAllPorts = nil, false
				return nil
			}},
		})(req)
	}
}
