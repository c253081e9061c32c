package contained

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"
	"go.yaml.in/yaml/v4"

	"gonogo/containers/authentik"
	"gonogo/containers/clavex"
	"gonogo/containers/encvoy"
	"gonogo/containers/group"
	"gonogo/containers/pin"
	"gonogo/internal/simulator/front"
)

func planned(t *testing.T) *assembly {
	t.Helper()
	authority, err := front.NewAuthority()
	require.NoError(t, err)
	return &assembly{
		inside: "inside", door: "door", authority: authority,
		labels:  map[string]string{labelStack: "stack", labelRun: "run"},
		awaited: newAwaited("clavex at 8.9.0", nil),
	}
}

// requests are all that would be asked of Docker for the provider of a guide.
func requests(t *testing.T, id string) map[string]group.Request {
	t.Helper()
	a, web, url := planned(t), &http.Client{}, printed(t, id).ProviderURL
	var all map[string]group.Request
	var err error
	switch id {
	case "clavex":
		all, err = clavex.Requests(clavex.Image, a.clavex(url, clavexImages{clavex.Image, clavex.PostgresImage, clavex.RedisImage}, web)...)
	case "authentik":
		all, err = authentik.Requests(authentik.Image, a.authentik(url, authentikImages{authentik.Image, authentik.PostgresImage}, web)...)
	case "encvoy":
		parts, wrong := encvoy.ParseImages(encvoyParts)
		require.NoError(t, wrong)
		all, err = encvoy.Requests(parts, a.encvoy(url, encvoyImages{encvoy.ProxyImage, encvoy.PostgresImage, encvoy.RedisImage}, web)...)
	default:
		all = map[string]group.Request{"": group.NewRequest(localEmulator, emulated{id, url}.request(a)...)}
	}
	require.NoError(t, err)
	return all
}

// The requests of every provider, exactly but for secrets and files, which are
// the containers' own (see containers/…/testdata). GONOGO_UPDATE=1 writes them
// anew.
func TestRequests(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"authentik", "clavex", "encvoy", "entra", "miniorange"} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			got := map[string]pin.Request{}
			for _, r := range requests(t, id) {
				asked, err := pin.Of(r.Image, r.Options...)
				require.NoError(t, err)
				for name := range asked.Env {
					if !strings.HasPrefix(name, "GONOGO_PROVIDER") {
						delete(asked.Env, name)
					}
					if name == passwordVariable || name == tokenVariable {
						asked.Env[name] = "(secret)"
					}
				}
				asked.Files = nil
				got[asked.Labels[labelPart]] = asked
			}
			text, err := yaml.Marshal(got)
			require.NoError(t, err)
			path := filepath.Join("testdata", "requests", id+".yaml")
			if os.Getenv("GONOGO_UPDATE") != "" {
				require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
				require.NoError(t, os.WriteFile(path, text, 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), string(text))
		})
	}
}

func TestGenuineProvidersPublishNothing(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"authentik", "clavex", "encvoy"} {
		for member, r := range requests(t, id) {
			req := testcontainers.GenericContainerRequest{}
			for _, o := range r.Options {
				require.NoError(t, o.Customize(&req))
			}
			assert.Empty(t, req.ExposedPorts, "%s: %s", id, member)
			assert.Equal(t, []string{"inside"}, req.Networks, "%s: %s", id, member)
			host := &container.HostConfig{}
			require.NotNil(t, req.HostConfigModifier, "%s: %s", id, member)
			req.HostConfigModifier(host)
			// What the library makes of the ports that an image exposes.
			host.PortBindings = network.PortMap{network.MustParsePort("80/tcp"): {{HostPort: "0"}}}
			for _, hooks := range req.LifecycleHooks {
				require.NoError(t, hooks.Creating(t.Context())(req.ContainerRequest))
			}
			assert.Empty(t, host.PortBindings, "%s: %s", id, member)
		}
	}
}

// What open reads from the environment is what the provider was started with.
func TestAdministratorsAreFoundAgain(t *testing.T) {
	t.Parallel()
	env := func(id, member string) map[string]string {
		r := requests(t, id)
		asked, err := pin.Of(r[member].Image, r[member].Options...)
		require.NoError(t, err)
		return asked.Env
	}
	require.Contains(t, env("clavex", ""), passwordVariable)
	require.Contains(t, env("authentik", ""), tokenVariable)
	require.Contains(t, env("encvoy", ""), passwordVariable)
	require.Equal(t, administrator, env("encvoy", "")[adminVariable])
	for _, id := range []string{"clavex", "authentik"} {
		for member, r := range requests(t, id) {
			asked, err := pin.Of(r.Image, r.Options...)
			require.NoError(t, err)
			if member != "" {
				require.NotContains(t, asked.Env, adminVariable)
			}
		}
	}
	all := requests(t, "clavex")
	seed, err := pin.Of("", all["seed"].Options...)
	require.NoError(t, err)
	server, err := pin.Of("", all[""].Options...)
	require.NoError(t, err)
	require.Equal(t, seed.Env["CLAVEX_SEED_PASSWORD"], server.Env[passwordVariable])
}

func TestWhatAProviderNeedsIsAwaitedByName(t *testing.T) {
	t.Parallel()
	a := planned(t)
	req := testcontainers.GenericContainerRequest{}
	require.NoError(t, a.sidePart("Clavex", "postgres")(&req))
	hooks := req.LifecycleHooks[0]
	require.NoError(t, hooks.Creating(t.Context())(req.ContainerRequest))
	require.Equal(t, "clavex at 8.9.0: after 0 s still awaiting Clavex's postgres", a.awaited.line())
	require.NoError(t, hooks.Readied(t.Context())(nil))
	require.Empty(t, a.awaited.line())
}
