package dex

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"
	"golang.org/x/crypto/bcrypt"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/pin/pintest"
)

func options() []testcontainers.ContainerCustomizer {
	return []testcontainers.ContainerCustomizer{
		WithIssuer("https://id.acme.eu/dex"),
		WithClient(Client{ID: "rocketchat", Secret: "client-secret", Name: "Rocket.Chat", RedirectURIs: []string{"https://chat.acme.eu/_oauth/dex"}}),
		WithPerson(Person{Email: "ada@acme.eu", Password: "ada's password", Subject: "1815", Name: "Ada Lovelace", Username: "ada", Groups: []string{"staff"}}),
	}
}

// stated is the request for these options. A bcrypt hash has a salt, so that it
// stands for itself: it is checked here and named in testdata.
func stated(t *testing.T, opts ...testcontainers.ContainerCustomizer) group.Request {
	t.Helper()
	s, err := collect(opts)
	require.NoError(t, err)
	for i := range s.config.StaticPasswords {
		require.NoError(t, bcrypt.CompareHashAndPassword([]byte(s.config.StaticPasswords[i].Hash), []byte("ada's password")))
		s.config.StaticPasswords[i].Hash = "(bcrypt)"
	}
	return group.NewRequest(Image, append(request(s), opts...)...)
}

// GONOGO_UPDATE=1 writes the files anew.
func TestRequest(t *testing.T) {
	t.Parallel()
	pintest.Requests(t, map[string]group.Request{
		"published": stated(t, options()...),
		"inside": stated(t, append(options(),
			SkipApproval(), Through(http.DefaultClient), containers.Join("inside", "provider"))...),
	})
}

func TestConfigurationsThatCannotWorkAreRefused(t *testing.T) {
	t.Parallel()
	for want, opt := range map[string]Option{
		"it needs the option WithIssuer":                                         SkipApproval(),
		`issuer "id.acme.eu" is not of the form https://id.acme.eu/dex`:          WithIssuer("id.acme.eu"),
		`issuer "https://id.acme.eu/" is not of the form https://id.acme.eu/dex`: WithIssuer("https://id.acme.eu/"),
		"a client of Dex needs an id, a secret and a redirect URI":               WithClient(Client{ID: "rocketchat", Secret: "client-secret"}),
		"a person at Dex needs an e-mail address, a password and a subject":      WithPerson(Person{Email: "ada@acme.eu", Password: "p"}),
	} {
		_, err := collect([]testcontainers.ContainerCustomizer{opt})
		assert.EqualError(t, err, want)
	}
}

func TestPasswordsAreHashedWithACostThatDexAccepts(t *testing.T) {
	t.Parallel()
	s, err := collect(options())
	require.NoError(t, err)
	content, err := s.render()
	require.NoError(t, err)
	require.True(t, json.Valid(content))
	assert.NotContains(t, string(content), "ada's password")
	cost, err := bcrypt.Cost([]byte(s.config.StaticPasswords[0].Hash))
	require.NoError(t, err)
	assert.GreaterOrEqual(t, cost, bcrypt.DefaultCost)
}
