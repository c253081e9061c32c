package group_test

import (
	"testing"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/pin"
)

func label(key, value string) testcontainers.ContainerCustomizer {
	return testcontainers.WithLabels(map[string]string{key: value})
}

func TestOptionsByNameComeLast(t *testing.T) {
	t.Parallel()
	var c group.Common
	c.Add(
		group.Named(func(member string) testcontainers.ContainerCustomizer { return label("part", "provider-"+member) }),
		label("run", "7"), label("part", "of all"))
	got, err := pin.Of("image", c.Member("redis", label("part", "of its own"))...)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"run": "7", "part": "provider-redis"}, got.Labels)
}

func TestNoMemberIsToJoinANetworkByACommonOption(t *testing.T) {
	t.Parallel()
	var c group.Common
	joins, err := c.Joins()
	require.NoError(t, err)
	assert.False(t, joins)
	c.Add(containers.Join("inside"))
	joins, err = c.Joins()
	require.NoError(t, err)
	assert.True(t, joins)
	c.Add(containers.Join(""))
	_, err = c.Joins()
	require.Error(t, err)
}

// The library binds ports between the modifier and the hooks.
func TestUnpublishedUndoesWhatTheLibraryBinds(t *testing.T) {
	t.Parallel()
	req := testcontainers.GenericContainerRequest{}
	require.NoError(t, containers.Publish("80/tcp")(&req))
	require.NoError(t, group.Unpublished()(&req))
	require.Empty(t, req.ExposedPorts)

	require.Len(t, req.LifecycleHooks, 1)
	hook := req.LifecycleHooks[0].PreCreates[0]
	require.Error(t, hook(t.Context(), req.ContainerRequest), "a container of which nobody knows what it publishes")

	host := &container.HostConfig{PublishAllPorts: true}
	req.HostConfigModifier(host)
	host.PortBindings = network.PortMap{network.MustParsePort("443/tcp"): {{HostPort: "0"}}}
	require.NoError(t, hook(t.Context(), req.ContainerRequest))
	assert.Empty(t, host.PortBindings)
	assert.False(t, host.PublishAllPorts)
}
