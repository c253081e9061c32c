package contained

import (
	"archive/tar"
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/moby/client"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/containers/encvoy"
	"gonogo/containers/images/imagetest"
	"gonogo/fixtures"
	"gonogo/internal/release"
)

// Every provider of a publisher is started in a stack, on stand-ins for its
// images: what runs is ours by label, publishes nothing, is administrated
// through the gateway, and goes with the stack.
func TestGenuineProvidersRunInsideTheStack(t *testing.T) {
	t.Parallel()
	const version = "8.9.0"
	imagetest.Need(t, localRocketChat+version, localMongoDB, localGateway)
	opener, said := newOpener(t)
	image := standIn(t, opener.engine, "gonogo-test/provider:2026.8.5")
	running := find(t, version)
	clavex, authentik, id := printed(t, "clavex"), printed(t, "authentik"), printed(t, "encvoy")
	for _, c := range []struct {
		cell  cell
		parts []string
	}{
		{cell{guide: clavex, identity: clavexOf(clavex, clavexImages{image, image, image})},
			[]string{"provider", "provider-postgres", "provider-redis"}},
		{cell{guide: authentik, identity: authentikOf(authentik, authentikImages{image, image})},
			[]string{"provider", "provider-postgres", "provider-worker"}},
		{cell{guide: id, identity: encvoyOf(id, encvoy.Images{Auth: image, Back: image, Front: image, OIDC: image}, encvoyImages{image, image, image})},
			[]string{"provider", "provider-auth", "provider-back", "provider-front", "provider-migration", "provider-oidc", "provider-postgres", "provider-redis"}},
	} {
		t.Run(c.cell.guide.ID, func(t *testing.T) {
			c.cell.release, c.cell.images = running, imagesOf(running, true)
			s, err := opener.anew(t.Context(), c.cell, "recipe", newAwaited(c.cell.title(), said))
			require.NoError(t, err)
			s.close = opener.leave
			t.Cleanup(func() { assert.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
			assert.Equal(t, c.cell.guide.ID, s.Provider().ID())
			assert.ElementsMatch(t, c.parts, providerParts(t, opener.engine, s.id))
			again, err := open(t.Context(), opener.engine, c.cell, s.id, map[string]string{labelAuthority: string(opener.authority.PEM())})
			require.NoError(t, err, "whoever finds the stack knows its administrator")
			require.NoError(t, again.disconnect(t.Context()))
		})
	}
	left, err := opener.engine.stacks(t.Context(), labelHost+"="+opener.ledger.host)
	require.NoError(t, err)
	require.Empty(t, left)
}

// A tenant is nowhere in the stack: Rocket.Chat has a way out to it, and the
// browser is led to Microsoft's names, but the stack's own client is not changed.
func TestATenantIsReachedFromTheStack(t *testing.T) {
	t.Parallel()
	const version = "8.9.0"
	imagetest.Need(t, localRocketChat+version, localMongoDB, localGateway)
	opener, said := newOpener(t)
	at, identity, err := Providers{Choice: "live", Live: ownTenant()}.place(printed(t, "entra"), false)
	require.NoError(t, err)
	r := find(t, version)
	s, err := opener.anew(t.Context(), cell{guide: at, release: r, images: imagesOf(r, true), identity: identity}, "recipe", newAwaited("", said))
	require.NoError(t, err)
	s.close = opener.leave
	t.Cleanup(func() { assert.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	found, err := opener.engine.ContainerInspect(t.Context(), s.chat.id, client.ContainerInspectOptions{})
	require.NoError(t, err)
	assert.Len(t, found.Container.NetworkSettings.Networks, 2)
	for port, bindings := range found.Container.NetworkSettings.Ports {
		for _, b := range bindings {
			assert.True(t, b.HostIP.IsLoopback(), port.String())
		}
	}
	_, err = opener.engine.part(t.Context(), s.id, partProvider)
	require.EqualError(t, err, "the stack's provider does not run")
	require.NoError(t, genuine{alive: s.RocketChatURL() + "/api/info"}.answers(t.Context(), s.HTTP()))
}

func find(t *testing.T, version string) release.Release {
	t.Helper()
	catalogue, err := release.Load(fixtures.Files)
	require.NoError(t, err)
	r, err := catalogue.Find(version)
	require.NoError(t, err)
	return r
}

func newOpener(t *testing.T) (*Opener, func(string)) {
	t.Helper()
	say := func(string) {}
	o, err := Open(t.Context(), Options{Folder: t.TempDir(), Keep: "never", Say: say, Local: true})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, o.Close(context.Background())) })
	return o, say
}

// providerParts are the names of the provider's containers, none of which may
// have a port on this machine.
func providerParts(t *testing.T, e engine, stack string) []string {
	t.Helper()
	list, err := e.ContainerList(t.Context(), client.ContainerListOptions{All: true, Filters: labelled(labelStack + "=" + stack)})
	require.NoError(t, err)
	var names []string
	for _, c := range list.Items {
		name := c.Labels[labelPart]
		if !strings.HasPrefix(name, partProvider) {
			continue
		}
		names = append(names, name)
		assert.Len(t, c.NetworkSettings.Networks, 1, name)
		found, err := e.ContainerInspect(t.Context(), c.ID, client.ContainerInspectOptions{})
		require.NoError(t, err)
		assert.Len(t, found.Container.Config.ExposedPorts, 2, "the image exposes ports")
		assert.Empty(t, found.Container.HostConfig.PortBindings, name)
		for _, bindings := range found.Container.NetworkSettings.Ports {
			assert.Empty(t, bindings, name)
		}
	}
	return names
}

// standIn imports an image that holds testdata/standin under all names that the
// providers' containers run.
func standIn(t *testing.T, e engine, name string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "standin")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./testdata/standin")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux")
	output, err := build.CombinedOutput()
	require.NoError(t, err, string(output))
	content, err := os.ReadFile(program)
	require.NoError(t, err)
	result, err := e.ImageImport(t.Context(), client.ImageImportSource{Source: archive(t, content), SourceName: "-"}, name,
		client.ImageImportOptions{Changes: []string{`ENTRYPOINT ["/bin/standin"]`, "EXPOSE 8080 9000", "ENV PATH=/bin"}})
	require.NoError(t, err)
	_, err = io.Copy(io.Discard, result)
	require.NoError(t, err)
	require.NoError(t, result.Close())
	t.Cleanup(func() {
		_, err := e.ImageRemove(context.Background(), name, client.ImageRemoveOptions{PruneChildren: true})
		assert.NoError(t, err)
	})
	return name
}

func archive(t *testing.T, program []byte) io.Reader {
	t.Helper()
	var image bytes.Buffer
	w := tar.NewWriter(&image)
	require.NoError(t, w.WriteHeader(&tar.Header{Name: "bin/standin", Mode: 0o755, Size: int64(len(program))}))
	_, err := w.Write(program)
	require.NoError(t, err)
	for _, name := range []string{"seed", "bin/pg_isready", "bin/redis-cli", "bin/ak"} {
		require.NoError(t, w.WriteHeader(&tar.Header{Name: name, Typeflag: tar.TypeLink, Linkname: "bin/standin", Mode: 0o755}))
	}
	require.NoError(t, w.Close())
	return &image
}
