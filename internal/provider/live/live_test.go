package live_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/live"
)

const secret = "open sesame"

func TestMissingVariablesAreNamed(t *testing.T) {
	t.Parallel()
	const byHand = "GONOGO_PROVIDER_CLIENT_ID, GONOGO_PROVIDER_CLIENT_SECRET and GONOGO_PROVIDER_PEOPLE"
	for name, tt := range map[string]struct {
		id      string
		options live.Options
		want    string
	}{
		"clavex": {
			"clavex", live.Options{AdminEmail: "a@b"},
			"a live provider for the guide clavex needs its administrator; set GONOGO_PROVIDER_ADMIN and GONOGO_PROVIDER_PASSWORD, or GONOGO_PROVIDER_TOKEN, or " + byHand + " for what was made there by hand",
		},
		"authentik": {
			"authentik", live.Options{AdminEmail: "a@b", AdminPassword: secret},
			"a live provider for the guide authentik needs its administrator; set GONOGO_PROVIDER_TOKEN, or " + byHand + " for what was made there by hand",
		},
		"no client": {
			"miniorange", live.Options{Token: secret},
			"gonogo cannot administrate a live provider for the guide miniorange; register Rocket.Chat and people there by hand and set " + byHand,
		},
		"half by hand": {
			"miniorange", live.Options{ClientSecret: secret},
			"a provider that was prepared by hand needs all of " + byHand,
		},
		"no file": {
			"miniorange", live.Options{ClientID: "7", ClientSecret: secret, People: "/nonexistent.yaml"},
			"GONOGO_PROVIDER_PEOPLE: reading /nonexistent.yaml: no such file or directory",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := live.Open(tt.id, tt.options)
			require.EqualError(t, err, tt.want)
		})
	}
}

func TestEveryProviderCanBePreparedByHand(t *testing.T) {
	t.Parallel()
	people := filepath.Join(t.TempDir(), "people.yaml")
	require.NoError(t, os.WriteFile(people, []byte("- {login: ada, password: p, email: a@b, name: A}"), 0o600))
	for _, id := range []string{"authentik", "clavex", "encvoy", "entra", "miniorange"} {
		p, err := live.Open(id, live.Options{ClientID: "7", ClientSecret: secret, People: people})
		require.NoError(t, err)
		require.Equal(t, id, p.ID())
		require.Implements(t, (*provider.Cast)(nil), p)
	}
}

func TestAdministratedProvidersCanTakeEverythingAway(t *testing.T) {
	t.Parallel()
	for id, o := range map[string]live.Options{
		"authentik": {URL: "https://authentik.company/application/o", Token: secret},
		"clavex":    {URL: "https://id.acme.eu/acme", Token: secret},
		"encvoy":    {URL: "https://id.acme.eu", AdminEmail: "owner", AdminPassword: secret},
		"entra":     {EntraTenant: "t", EntraClientID: "c", EntraClientSecret: secret, EntraDomain: "acme.onmicrosoft.com"},
	} {
		p, err := live.Open(id, o)
		require.NoError(t, err)
		require.Equal(t, id, p.ID())
		require.Implements(t, (*provider.Unregisterer)(nil), p)
	}
	for _, id := range []string{"authentik", "clavex", "encvoy", "entra"} {
		lasting := live.Lasting(id, "https://id.acme.eu/acme")
		require.Len(t, lasting, 1)
		require.Contains(t, lasting[0], " at https://id.acme.eu/acme")
	}
	require.Empty(t, live.Lasting("miniorange", "https://x"))
	require.Empty(t, live.Hosts("clavex"))
	require.Contains(t, live.Hosts("entra"), "*.msauth.net")
}

func TestPeopleOfATenantAreAtHomeInItsDomain(t *testing.T) {
	t.Parallel()
	p, err := live.Open("entra", live.Options{EntraTenant: "t", EntraClientID: "c", EntraClientSecret: secret, EntraDomain: "acme.onmicrosoft.com"})
	require.NoError(t, err)
	homed, ok := p.(provider.Homed)
	require.True(t, ok)
	require.Equal(t, "acme.onmicrosoft.com", homed.Domain())
}

func TestOptionsDoNotPrintSecrets(t *testing.T) {
	t.Parallel()
	o := live.Options{URL: "https://id.acme.eu", Token: secret, AdminPassword: secret, EntraClientSecret: secret, ClientSecret: secret}
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", o, o, o), secret)
}
