package contained

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/moby/moby/client"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Of a stack that is open this machine reaches what it must, the outside nothing;
// of one that is closed nothing is left.
func TestStackIsShutOffAndGoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.empty(t)
	o, said := w.opener(t, "never")
	s := w.open(t, o)
	require.Len(t, w.has(t), 4+2, "four containers, two networks, no volumes")

	for _, part := range []string{partMongoDB, partGateway, partProvider} {
		assert.Equal(t, []string{"127.0.0.1"}, w.published(t, part), part)
		assert.Equal(t, []bool{false, true}, w.waysOut(t, part), part)
	}
	assert.Empty(t, w.published(t, partRocketChat))
	assert.Equal(t, []bool{false}, w.waysOut(t, partRocketChat), "its only network is internal")

	password := s.chat.env["ADMIN_PASS"]
	require.NotEmpty(t, password)
	require.NotContains(t, strings.Join(s.ServerLog(), "\n")+fmt.Sprintf("%v %+v %#v", s, s, s), password)
	require.NoError(t, s.Close(context.WithoutCancel(t.Context())))
	w.empty(t)
	require.Empty(t, *said)
}

// published are the addresses of this machine at which a part has ports.
func (w *world) published(t *testing.T, part string) []string {
	t.Helper()
	found, err := w.engine.ContainerInspect(t.Context(), w.part(t, part), client.ContainerInspectOptions{})
	require.NoError(t, err)
	var addresses []string
	for _, bindings := range found.Container.NetworkSettings.Ports {
		for _, b := range bindings {
			addresses = append(addresses, b.HostIP.String())
		}
	}
	return addresses
}

// waysOut tells of each network of a part whether it leads out; those that do
// not come first.
func (w *world) waysOut(t *testing.T, part string) []bool {
	t.Helper()
	found, err := w.engine.ContainerInspect(t.Context(), w.part(t, part), client.ContainerInspectOptions{})
	require.NoError(t, err)
	var inside, outside []bool
	for _, endpoint := range found.Container.NetworkSettings.Networks {
		n, err := w.engine.NetworkInspect(t.Context(), endpoint.NetworkID, client.NetworkInspectOptions{})
		require.NoError(t, err)
		require.Equal(t, w.ledger.host, n.Network.Labels[labelHost], "every network is ours")
		if n.Network.Internal {
			inside = append(inside, false)
		} else {
			outside = append(outside, true)
		}
	}
	return append(inside, outside...)
}
