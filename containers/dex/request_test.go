package dex

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"
	"go.yaml.in/yaml/v4"
	"golang.org/x/crypto/bcrypt"

	"gonogo/containers"
	"gonogo/containers/pin"
)

func options() []testcontainers.ContainerCustomizer {
	return []testcontainers.ContainerCustomizer{
		WithIssuer("https://id.acme.eu/dex"),
		WithClient(Client{ID: "rocketchat", Secret: "client-secret", Name: "Rocket.Chat", RedirectURIs: []string{"https://chat.acme.eu/_oauth/dex"}}),
		WithPerson(Person{Email: "ada@acme.eu", Password: "ada's password", Subject: "1815", Name: "Ada Lovelace", Username: "ada", Groups: []string{"staff"}}),
	}
}

// state is the request as data. A bcrypt hash has a salt, so that it stands for
// itself: it is checked here and named in testdata.
func state(t *testing.T, opts ...testcontainers.ContainerCustomizer) string {
	t.Helper()
	s, err := collect(opts)
	require.NoError(t, err)
	for i := range s.config.StaticPasswords {
		require.NoError(t, bcrypt.CompareHashAndPassword([]byte(s.config.StaticPasswords[i].Hash), []byte("ada's password")))
		s.config.StaticPasswords[i].Hash = "(bcrypt)"
	}
	got, err := pin.Of(Image, append(request(s), opts...)...)
	require.NoError(t, err)
	stated, err := yaml.Marshal(got)
	require.NoError(t, err)
	return string(stated)
}

func TestRequest(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]testcontainers.ContainerCustomizer{
		"published": options(),
		"inside":    append(options(), SkipApproval(), Through(http.DefaultClient), containers.Join("inside", "provider")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(filepath.Join("testdata", name+".yaml"))
			require.NoError(t, err)
			assert.Equal(t, string(want), state(t, opts...))
		})
	}
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
