package emulator_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/moby/moby/client"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/emulator"
	"gonogo/containers/images"
	"gonogo/containers/images/imagetest"
	"gonogo/internal/provider"
)

func Example() {
	ctx := context.Background()
	c, err := emulator.Run(ctx, images.Emulator,
		emulator.WithProvider("clavex"),
		emulator.WithBaseURL("https://id.acme.eu/acme"),
		emulator.WithControlToken("only this process knows it"),
	)
	defer func() {
		if err := testcontainers.TerminateContainer(c); err != nil {
			fmt.Println(err)
		}
	}()
	if err != nil {
		fmt.Println(err)
		return
	}
	api, err := c.Control(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	err = api.Put(ctx, provider.Person{Login: "ann@acme.eu", Password: "correct horse"})
	fmt.Println(err)
}

// start runs an emulator that ends with the test.
func start(t *testing.T, id, base string, opts ...testcontainers.ContainerCustomizer) *emulator.Container {
	t.Helper()
	imagetest.Need(t, images.Emulator)
	all := append([]testcontainers.ContainerCustomizer{
		emulator.WithProvider(id), emulator.WithBaseURL(base), emulator.WithControlToken("control-token"),
	}, opts...)
	c, err := emulator.Run(t.Context(), images.Emulator, all...)
	if c != nil {
		testcontainers.CleanupContainer(t, c)
	}
	require.NoError(t, err)
	return c
}

func TestEmulatorIsAdministeredFromOutside(t *testing.T) {
	t.Parallel()
	c := start(t, "entra", "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555")
	api, err := c.Control(t.Context())
	require.NoError(t, err)
	credentials, err := api.Register(t.Context(), provider.Registration{RedirectURIs: []string{"https://rocket.company/_oauth/o365"}})
	require.NoError(t, err)
	assert.NotEmpty(t, credentials.ClientSecret)
	_, err = api.Register(t.Context(), provider.Registration{RedirectURIs: []string{"http://rocket.company/_oauth/o365"}})
	assert.ErrorContains(t, err, `redirect URI "http://rocket.company/_oauth/o365" must start with https`)
	require.NoError(t, api.Put(t.Context(), provider.Person{Login: "ann@acme.eu", Password: "p"}))
	require.NoError(t, api.Remove(t.Context(), "ann@acme.eu"))
	assert.Empty(t, api.Requests())
	assert.NoError(t, api.Err())

	wrong, err := http.Get(mustEndpoint(t, c) + "/ready")
	require.NoError(t, err)
	require.NoError(t, wrong.Body.Close())
	assert.Equal(t, http.StatusUnauthorized, wrong.StatusCode)
}

// Only the control API is published, and on this machine alone.
func TestNobodyElseReachesTheContainer(t *testing.T) {
	t.Parallel()
	c := start(t, "clavex", "https://id.acme.eu/acme")
	found, err := c.Inspect(t.Context())
	require.NoError(t, err)
	published := map[string]string{}
	for port, bindings := range found.NetworkSettings.Ports {
		for _, binding := range bindings {
			published[port.String()] = binding.HostIP.String()
		}
	}
	assert.Equal(t, map[string]string{emulator.ControlPort: "127.0.0.1"}, published)
}

func TestEndsOnSIGTERM(t *testing.T) {
	t.Parallel()
	c := start(t, "miniorange", "https://demo.miniorange.in/moas")
	docker, err := testcontainers.NewDockerClientWithOpts(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, docker.Close()) })
	waited := docker.ContainerWait(t.Context(), c.GetContainerID(), client.ContainerWaitOptions{})
	_, err = docker.ContainerKill(t.Context(), c.GetContainerID(), client.ContainerKillOptions{Signal: "SIGTERM"})
	require.NoError(t, err)
	select {
	case end := <-waited.Result:
		assert.Zero(t, end.StatusCode)
	case err := <-waited.Error:
		require.NoError(t, err)
	}
	log, err := c.Logs(t.Context())
	require.NoError(t, err)
	defer func() { _ = log.Close() }()
	lines, err := io.ReadAll(log)
	require.NoError(t, err)
	assert.Contains(t, string(lines), "miniorange (emulated) for https://demo.miniorange.in/moas at ")
	assert.NotContains(t, string(lines), "control-token")
}

func TestAnEmulatorThatCannotStartIsTold(t *testing.T) {
	t.Parallel()
	imagetest.Need(t, images.Emulator)
	c, err := emulator.Run(t.Context(), images.Emulator, emulator.WithProvider("okta"),
		emulator.WithBaseURL("https://okta.test"), emulator.WithControlToken("t"))
	if c != nil {
		testcontainers.CleanupContainer(t, c)
	}
	assert.ErrorContains(t, err, "the container ended with status 1 before the emulator's control API answers")
}

func mustEndpoint(t *testing.T, c *emulator.Container) string {
	t.Helper()
	address, err := c.PortEndpoint(t.Context(), emulator.ControlPort, "http")
	require.NoError(t, err)
	return address
}
