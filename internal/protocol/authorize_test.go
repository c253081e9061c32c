package protocol

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// §3.1: order, encoding, ?close, absolute paths, sub-paths.
func TestAuthorizeURL(t *testing.T) {
	t.Parallel()
	base := service{Key: "clavex", ClientID: "rc 1", ServerURL: idURL + "/", AuthorizePath: "/auth", Scope: "openid e-mail's", LoginStyle: "popup"}
	for _, test := range []struct {
		name, version, at string
		change            func(*service)
		want              string
	}{
		{"plain", "8.9.0", chatURL + "/", func(*service) {},
			"https://id.test//auth?client_id=rc%201&redirect_uri=https%3A%2F%2Fchat.test%2F_oauth%2Fclavex&response_type=code&state=a%2Bb%3D&scope=openid%20e-mail%27s"},
		{"path with a query", "8.9.0", chatURL + "/", func(s *service) { s.AuthorizePath = "auth?x=1" },
			"https://id.test/auth?x=1&client_id=rc%201&redirect_uri=https%3A%2F%2Fchat.test%2F_oauth%2Fclavex&response_type=code&state=a%2Bb%3D&scope=openid%20e-mail%27s"},
		{"absolute path, sub-path", "7.1.0", chatURL + "/chat/", func(s *service) { s.AuthorizePath = "http://other.test/a" },
			"http://other.test/a?client_id=rc%201&redirect_uri=https%3A%2F%2Fchat.test%2Fchat%2F_oauth%2Fclavex&response_type=code&state=a%2Bb%3D&scope=openid%20e-mail%27s"},
		{"empty style", "7.1.0", chatURL + "/", func(s *service) { s.LoginStyle = "" },
			"https://id.test//auth?client_id=rc%201&redirect_uri=https%3A%2F%2Fchat.test%2F_oauth%2Fclavex%3Fclose&response_type=code&state=a%2Bb%3D&scope=openid%20e-mail%27s"},
		{"empty style where it is forgotten", "4.4.0", chatURL + "/", func(s *service) { s.LoginStyle = "" },
			"https://id.test//auth?client_id=rc%201&redirect_uri=https%3A%2F%2Fchat.test%2F_oauth%2Fclavex&response_type=code&state=a%2Bb%3D&scope=openid%20e-mail%27s"},
		{"before 3.4", "3.3.0", chatURL + "/", func(*service) {},
			"https://id.test//auth?client_id=rc%201&redirect_uri=https://chat.test/_oauth/clavex&response_type=code&state=a+b=&scope=openid%20e-mail%27s"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := base
			test.change(&s)
			c := newWorld().agent(t, "clavex", test.version).Chat()
			c.base = address(t, test.at)
			got, err := c.authorizeURL(s, "a+b=")
			require.NoError(t, err)
			want := address(t, test.want)
			assert.Equal(t, want.RawQuery, got.RawQuery)
			assert.Equal(t, want.String(), got.String())
		})
	}
}

func TestServiceWithoutAddress(t *testing.T) {
	t.Parallel()
	c := newWorld().agent(t, "clavex", "8.9.0").Chat()
	c.base = address(t, chatURL+"/")
	_, err := c.authorizeURL(service{Key: "clavex", AuthorizePath: "/auth"}, "s")
	require.EqualError(t, err, "the service clavex leads to what is no address of the web")
}

func TestState(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]state{
		`{"loginStyle":"popup","credentialToken":"t","isCordova":false}`:                                              {LoginStyle: "popup", CredentialToken: "t"},
		`{"loginStyle":"redirect","credentialToken":"t","isCordova":false,"redirectUrl":"https://c.test/home?a&<b>"}`: {LoginStyle: "redirect", CredentialToken: "t", RedirectURL: "https://c.test/home?a&<b>"},
	} {
		encoded, err := s.encoded()
		require.NoError(t, err)
		raw, err := base64.StdEncoding.DecodeString(encoded)
		require.NoError(t, err)
		assert.Equal(t, want, string(raw))
	}
	assert.Regexp(t, `^[A-Za-z0-9_-]{43}$`, credentialToken())
	assert.NotEqual(t, credentialToken(), credentialToken())
}
