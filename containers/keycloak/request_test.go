package keycloak

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/pin"
	"gonogo/containers/pin/pintest"
)

func options(more ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	return append([]testcontainers.ContainerCustomizer{
		WithBaseURL("https://id.acme.eu"), WithRealm("acme"), WithAdmin("admin", "admin's password"),
		WithClient(Client{ID: "rocketchat", Secret: "client-secret", Name: "Rocket.Chat", RedirectURIs: []string{"https://chat.acme.eu/_oauth/keycloak"}}),
		WithPerson(Person{
			Username: "ada", Password: "ada's password", Email: "ada@acme.eu", EmailVerified: true,
			GivenName: "Ada", FamilyName: "Lovelace",
		}),
	}, more...)
}

// GONOGO_UPDATE=1 writes the files anew.
func TestRequest(t *testing.T) {
	t.Parallel()
	requests := map[string]group.Request{}
	for name, tt := range map[string]struct {
		image string
		opts  []testcontainers.ContainerCustomizer
	}{
		"published": {Image, options()},
		"inside":    {Image, options(Through(http.DefaultClient), containers.Join("inside", "provider"))},
		"25":        {"quay.io/keycloak/keycloak:25.0.6", options()},
	} {
		s, err := collect(tt.image, tt.opts)
		require.NoError(t, err)
		requests[name] = group.NewRequest(tt.image, append(request(s), tt.opts...)...)
	}
	pintest.Requests(t, requests)
}

func TestImagesByTheirTag(t *testing.T) {
	t.Parallel()
	for image, want := range map[string]string{
		"quay.io/keycloak/keycloak:26.8.0":            "KC_BOOTSTRAP_ADMIN_USERNAME",
		"quay.io/keycloak/keycloak:26.8@sha256:0123":  "KC_BOOTSTRAP_ADMIN_USERNAME",
		"quay.io/keycloak/keycloak:25.0":              "KEYCLOAK_ADMIN",
		"registry.acme.eu:5000/keycloak/keycloak":     "KC_BOOTSTRAP_ADMIN_USERNAME",
		"registry.acme.eu:5000/keycloak:nightly":      "KC_BOOTSTRAP_ADMIN_USERNAME",
		"registry.acme.eu:5000/keycloak:25.0.6-acme1": "KEYCLOAK_ADMIN",
	} {
		got, err := adminVariables(image)
		require.NoError(t, err)
		assert.Equal(t, want, got[0], image)
	}
}

func TestConfigurationsThatCannotWorkAreRefused(t *testing.T) {
	t.Parallel()
	base, realm, admin := WithBaseURL("https://id.acme.eu"), WithRealm("acme"), WithAdmin("admin", "p")
	for want, opts := range map[string][]testcontainers.ContainerCustomizer{
		"it needs the option WithBaseURL":                               {realm, admin},
		"it needs the option WithRealm":                                 {base, admin},
		"it needs the option WithAdmin with a name and a password":      {base, realm},
		"a client of Keycloak needs an id, a secret and a redirect URI": {WithClient(Client{ID: "rocketchat"})},
		"a person at Keycloak needs a user name and a password":         {WithPerson(Person{Username: "ada"})},
		`base URL "https://id.acme.eu/auth" of Keycloak is not of the form https://id.acme.eu`: {
			WithBaseURL("https://id.acme.eu/auth")},
		`realm "master" is not a name such as acme; the realm master cannot be imported`: {WithRealm("master")},
	} {
		_, err := collect(Image, opts)
		assert.EqualError(t, err, want)
	}
	_, err := collect("quay.io/keycloak/keycloak:24.0.5", options())
	assert.EqualError(t, err, "quay.io/keycloak/keycloak:24.0.5 is too old: releases before 25 have other options for host name and health")
}

func TestWhatKeycloakWouldReplaceIsRefused(t *testing.T) {
	t.Parallel()
	s, err := collect(Image, options(WithPerson(Person{Username: "bob", Password: "${HOME}"})))
	require.NoError(t, err)
	_, err = pin.Of(Image, request(s)...)
	assert.EqualError(t, err, "a realm cannot be imported with ${ in its clients and people: Keycloak takes it for a variable")
}
