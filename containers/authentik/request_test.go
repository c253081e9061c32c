package authentik

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/pin/pintest"
)

// pinned are options with secrets that stay the same.
func pinned(more ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	return append([]testcontainers.ContainerCustomizer{
		WithPublicURL("https://authentik.company/application/o"), WithNetwork("inside", "provider"),
		WithAdministrator("admin@acme.eu", "administrator's password", "administrator's token"),
		WithSecretKey(strings.Repeat("secret key ", 5)),
		testcontainers.WithLabels(map[string]string{"gonogo.run": "7"}),
		Option(func(s *settings) error {
			s.DatabasePassword = "database password"
			return nil
		}),
	}, more...)
}

// Every request of the group, exactly, beside what containers/postgres and
// containers/redis ask for themselves, for the newest release and for the last
// one with Redis. GONOGO_UPDATE=1 writes the files anew.
func TestRequests(t *testing.T) {
	t.Parallel()
	fronted := WithClient(&http.Client{})
	newest, err := Requests(Image, pinned(fronted, WithBlueprint("people.yaml", []byte("version: 1\n")))...)
	require.NoError(t, err)
	cached, err := Requests(ImageWithRedis, pinned(fronted)...)
	require.NoError(t, err)
	published, err := Requests(Image, pinned()...)
	require.NoError(t, err)
	pintest.Requests(t, map[string]group.Request{
		"postgres":           newest["postgres"],
		"redis-2025.8":       cached["redis"],
		"server-2026.8":      newest[""],
		"worker-2026.8":      newest["worker"],
		"server-2025.8":      cached[""],
		"worker-2025.8":      cached["worker"],
		"server-by-its-port": published[""],
	})
}

func TestTheTagDecidesAboutRedis(t *testing.T) {
	t.Parallel()
	for image, want := range map[string]bool{
		Image: false, ImageWithRedis: true,
		"ghcr.io/goauthentik/server:2025.8":                 true,
		"ghcr.io/goauthentik/server:2024.12.3":              true,
		"ghcr.io/goauthentik/server:2025.10.0":              false,
		"registry:5000/server:2025.8.1-arm64":               true,
		"ghcr.io/goauthentik/server:2026.2.2@sha256:0a1b2c": false,
	} {
		got, err := needsRedis(image)
		require.NoError(t, err, image)
		assert.Equal(t, want, got, image)
	}
	for _, image := range []string{"server", "server:latest", "server:gh-next", "registry:2025/server", "server@sha256:0a1b", "server:2025.13.1"} {
		_, err := needsRedis(image)
		assert.EqualError(t, err, `the tag of the image "`+image+`" does not tell the release of authentik, `+
			"hence not whether it needs Redis: use one like 2026.8.5")
	}
}

func TestOptionsThatCannotWork(t *testing.T) {
	t.Parallel()
	place, net := WithPublicURL("https://authentik.company"), WithNetwork("inside")
	admin := WithAdministrator("a@acme.eu", "x", "y")
	for said, opts := range map[string][]testcontainers.ContainerCustomizer{
		"running authentik needs the option WithPublicURL":     {net, admin},
		"running authentik needs the option WithNetwork":       {place, admin},
		"running authentik needs the option WithAdministrator": {place, net},
		`the public URL "authentik.company" of authentik is not of the form https://authentik.company`: {
			WithPublicURL("authentik.company")},
		"the network that authentik is to join has no name":                              {WithNetwork("")},
		"the administrator of authentik needs an e-mail address, a password and a token": {WithAdministrator("a@acme.eu", "x", "")},
		"the secret key of authentik has 5 characters instead of 50 or more":             {WithSecretKey("short")},
		`authentik reads no blueprint from a file called "../x.yaml": it has to be like people.yaml`: {
			WithBlueprint("../x.yaml", nil)},
		`authentik reads no blueprint from a file called "x.json": it has to be like people.yaml`: {WithBlueprint("x.json", nil)},
		"asking whether authentik is ready needs an HTTP client, or none of this option":          {WithClient(nil)},
		"authentik needs an image of PostgreSQL and one of Redis":                                 {WithPartImages("postgres:17", "")},
		"authentik is a group of containers: join its network with the option WithNetwork": {
			place, net, admin, containers.Join("inside")},
	} {
		_, err := collect(Image, opts)
		assert.EqualError(t, err, said)
	}
}

func TestEveryRunHasSecretsOfItsOwn(t *testing.T) {
	t.Parallel()
	opts := []testcontainers.ContainerCustomizer{
		WithPublicURL("https://authentik.company"), WithNetwork("inside"), WithAdministrator("a@acme.eu", "x", "y"),
	}
	one, err := collect(Image, opts)
	require.NoError(t, err)
	other, err := collect(Image, opts)
	require.NoError(t, err)
	assert.NotEqual(t, one.key, other.key)
	assert.NotEqual(t, one.DatabasePassword, other.DatabasePassword)
	assert.GreaterOrEqual(t, len(one.key), 50)
}
