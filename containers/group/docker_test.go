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
	for name, opts := range map[string][]testcontainers.ContainerCustomizer{
		"published":   {environment},
		"unpublished": {environment, group.Unpublished()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := testcontainers.Run(t.Context(), images.Emulator, opts...)
			if c != nil {
				testcontainers.CleanupContainer(t, c)
			}
			require.NoError(t, err)
			found, err := c.Inspect(t.Context())
			require.NoError(t, err)
			require.Len(t, found.Config.ExposedPorts, 2)
			bound := 0
			for _, bindings := range found.NetworkSettings.Ports {
				bound += len(bindings)
			}
			require.Equal(t, name == "published", bound > 0, "%v", found.NetworkSettings.Ports)
		})
	}
}
