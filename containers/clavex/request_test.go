package clavex

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/pin/pintest"
)

const image = "ghcr.io/clavex-eu/clavex:v1.0.0"

// pinned are options with secrets that stay the same.
func pinned(more ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	return append([]testcontainers.ContainerCustomizer{
		WithPublicURL("https://id.acme.eu/acme"), WithNetwork("inside", "provider"),
		WithAdministrator("admin@acme.eu", "administrator's password"),
		testcontainers.WithLabels(map[string]string{"gonogo.run": "7"}),
		Option(func(s *settings) error {
			s.DatabasePassword = "database password"
			s.secrets = &secrets{admin: "thirty-two characters or even more", signingKey: []byte("PEM\n")}
			return nil
		}),
	}, more...)
}

// Every request of the group, exactly, beside what containers/postgres and
// containers/redis ask for themselves. GONOGO_UPDATE=1 writes the files anew.
func TestRequests(t *testing.T) {
	t.Parallel()
	published, err := collect(pinned())
	require.NoError(t, err)
	fronted, err := collect(pinned(WithClient(&http.Client{})))
	require.NoError(t, err)
	all := fronted.requests(image)
	all["server"], all["server-published"] = all[""], published.requests(image)[""]
	delete(all, "")
	pintest.Requests(t, all)
}

func TestOptionsThatCannotWork(t *testing.T) {
	t.Parallel()
	place, net, admin := WithPublicURL("https://id.acme.eu/acme"), WithNetwork("inside"), WithAdministrator("a@acme.eu", "x")
	for said, opts := range map[string][]testcontainers.ContainerCustomizer{
		"running Clavex needs the option WithPublicURL":     {net, admin},
		"running Clavex needs the option WithNetwork":       {place, admin},
		"running Clavex needs the option WithAdministrator": {place, net},
		`the public URL "https://id.acme.eu" of Clavex is not of the form https://id.acme.eu/acme, an organization included`: {
			WithPublicURL("https://id.acme.eu")},
		`the public URL "https://id.acme.eu/acme/" of Clavex is not of the form https://id.acme.eu/acme, an organization included`: {
			WithPublicURL("https://id.acme.eu/acme/")},
		"the network that Clavex is to join has no name":                                    {WithNetwork("")},
		"the administrator of Clavex needs an e-mail address and a password":                {WithAdministrator("admin", "x")},
		"asking whether Clavex is ready needs an HTTP client, or none of this option":       {WithClient(nil)},
		"running Clavex needs an image of PostgreSQL and one of Redis":                      {WithPartImages("", RedisImage)},
		"the containers of Clavex join a network by the option WithNetwork, not one by one": {place, net, admin, joining()},
	} {
		_, err := Run(t.Context(), image, opts...)
		require.EqualError(t, err, said)
	}
}

func joining() testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		req.Networks = []string{"inside"}
		return nil
	}
}

func TestSecretsAreNewForEveryRun(t *testing.T) {
	t.Parallel()
	first, err := newSecrets()
	require.NoError(t, err)
	second, err := newSecrets()
	require.NoError(t, err)
	require.NotEqual(t, first, second)
	require.GreaterOrEqual(t, len(first.admin), 32, "internal/config/config.go refuses less")
	require.Contains(t, string(first.signingKey), "RSA PRIVATE KEY")
}
