package contained

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/containers/authentik"
	"gonogo/containers/clavex"
	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/provider/live"
)

const encvoyParts = "auth=encvoy/auth:1,back=encvoy/back:1,front=encvoy/front:1,oidc=encvoy/oidc:1"

// ownTenant is a tenant whose administrator is known.
func ownTenant() live.Options {
	return live.Options{
		EntraTenant: "contoso.onmicrosoft.com", EntraClientID: "7", EntraClientSecret: "open sesame", EntraDomain: "contoso.onmicrosoft.com",
	}
}

func printed(t *testing.T, id string) *guide.Guide {
	t.Helper()
	g, err := guide.Load(fixtures.Files, id)
	require.NoError(t, err)
	return g
}

func TestProvidersRunAsTheirPublishersHaveThem(t *testing.T) {
	t.Parallel()
	own := map[string][]string{
		"authentik":  {authentik.Image, authentik.PostgresImage},
		"clavex":     {clavex.Image, clavex.PostgresImage, clavex.RedisImage},
		"encvoy":     {"encvoy/auth:1", "encvoy/back:1", "encvoy/front:1", "encvoy/oidc:1", "nginx:1.27-alpine", "postgres:17-alpine", "redis:7-alpine"},
		"entra":      {localEmulator},
		"miniorange": {localEmulator},
	}
	for id, images := range own {
		g := printed(t, id)
		for name, c := range map[string]struct {
			choice string
			local  bool
			want   []string
		}{
			"unset": {"", false, images}, "default": {"default", false, images},
			"emulator": {"emulator", false, []string{localEmulator}}, "stand-ins": {"default", true, []string{localEmulator}},
		} {
			at, got, err := Providers{Choice: c.choice, Encvoy: encvoyParts}.place(g, c.local)
			require.NoError(t, err)
			assert.Equal(t, c.want, got.images(), "%s: %s", id, name)
			assert.Same(t, g, at, "containers answer at the guide's own addresses")
			assert.Empty(t, got.outside())
		}
	}
}

func TestProvidersThatCannotRunGetOneSentence(t *testing.T) {
	t.Parallel()
	unnamed := ownTenant()
	unnamed.EntraClientSecret = ""
	people := filepath.Join(t.TempDir(), "people.yaml")
	require.NoError(t, os.WriteFile(people, []byte("- {login: ada, password: p, email: a@b, name: A}"), 0o600))
	byHand := live.Options{ClientID: "7", ClientSecret: "open sesame", People: people}
	for name, c := range map[string]struct {
		guide     *guide.Guide
		providers Providers
		local     bool
		want      string
	}{
		"Encvoy ID without images": {printed(t, "encvoy"), Providers{}, false,
			`no images of Encvoy ID are published: build those of its Dockerfiles and set GONOGO_ENCVOY_IMAGES="auth=…,back=…,front=…,oidc=…", which lacks auth, back, front, oidc; or set GONOGO_PROVIDER=emulator to run gonogo's own`},
		"no image at all": {&guide.Guide{ID: "okta"}, Providers{}, false,
			"no image is known of the provider of the guide okta; set GONOGO_PROVIDER=emulator to run gonogo's own"},
		"live, but in containers": {printed(t, "clavex"), Providers{Choice: "live", Live: ownTenant()}, false,
			"GONOGO_PROVIDER=live takes containers to a tenant of the guide entra only; leave it unset for the guide clavex, whose provider gonogo runs itself"},
		"a tenant and a stand-in": {printed(t, "entra"), Providers{Choice: "live", Live: ownTenant()}, true,
			"GONOGO_PROVIDER=live needs the real Rocket.Chat, since a stand-in does not trust Microsoft's certificates; leave GONOGO_IMAGES unset"},
		"a tenant without its administrator": {printed(t, "entra"), Providers{Choice: "live", Live: unnamed}, false,
			"a live provider for the guide entra needs its administrator; set GONOGO_ENTRA_TENANT, GONOGO_ENTRA_CLIENT_ID, GONOGO_ENTRA_CLIENT_SECRET and GONOGO_ENTRA_DOMAIN, " +
				"or GONOGO_PROVIDER_CLIENT_ID, GONOGO_PROVIDER_CLIENT_SECRET and GONOGO_PROVIDER_PEOPLE for what was made there by hand"},
		"a tenant by hand without its id": {printed(t, "entra"), Providers{Choice: "live", Live: byHand}, false,
			"a tenant whose people were made by hand needs its id, too; set GONOGO_ENTRA_TENANT"},
	} {
		_, _, err := c.providers.place(c.guide, c.local)
		require.EqualError(t, err, c.want, name)
	}
}
