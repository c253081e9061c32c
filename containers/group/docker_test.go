package group_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/emulator"
	"gonogo/containers/group"
	"gonogo/containers/images"
	"gonogo/containers/images/imagetest"
)

// The emulator's image exposes ports, and Docker's own network leads out.
func TestAnImagesPortsStayUnpublished(t *testing.T) {
	t.Parallel()
	imagetest.Need(t, images.Emulator)
	environment := testcontainers.WithEnv(map[string]string{
		emulator.ProviderVariable: "clavex", emulator.BaseVariable: "https://id.acme.eu/acme", emulator.TokenVariable: "control-token",
	})
	c, err := testcontainers.Run(t.Context(), images.Emulator, environment, group.Unpublished())
	if c != nil {
		testcontainers.CleanupContainer(t, c)
	}
	require.NoError(t, err)
	found, err := c.Inspect(t.Context())
	require.NoError(t, err)
	require.Len(t, found.Config.ExposedPorts, 2)
	for port, bindings := range found.NetworkSettings.Ports {
		require.Empty(t, bindings, port.String())
	}
}
