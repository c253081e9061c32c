package gateway

import (
	"crypto/x509"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/pin"
	"gonogo/containers/pin/pintest"
)

// authority issues what a reader of testdata can tell apart.
type authority struct{}

func (authority) Certificate(host string) (certificate, key []byte, err error) {
	return []byte("certificate of " + host), []byte("key of " + host), nil
}

// GONOGO_UPDATE=1 writes the file anew.
func TestRequest(t *testing.T) {
	t.Parallel()
	pintest.Requests(t, map[string]group.Request{"request": group.NewRequest(Image, request([]testcontainers.ContainerCustomizer{
		WithAuthority(authority{}),
		WithSite("chat.acme.eu", "rocketchat:3000"), WithSite("id.acme.eu", "provider:8080"),
		WithCertificate("id.acme.eu", []byte("a certificate of its own"), []byte("its key")),
		containers.Join("inside", "chat.acme.eu", "id.acme.eu"), containers.Join("door"),
	})...)})
}

func TestRequestsThatCannotWorkAreRefused(t *testing.T) {
	t.Parallel()
	chat, issued := WithSite("chat.acme.eu", "rocketchat:3000"), WithAuthority(authority{})
	for want, opts := range map[string][]testcontainers.ContainerCustomizer{
		"a gateway needs the option WithSite":                                                        {issued},
		"the gateway has no certificate for chat.acme.eu; give WithAuthority or WithCertificate":     {chat},
		"the gateway was given the site chat.acme.eu twice":                                          {chat, chat, issued},
		`"chat.acme.eu {" is not a host name that the gateway can serve, such as chat.acme.eu`:       {WithSite("chat.acme.eu {", "a:1")},
		`"https://chat.acme.eu" is not a host name that the gateway can serve, such as chat.acme.eu`: {WithSite("https://chat.acme.eu", "a:1")},
		`upstream "rocketchat" of chat.acme.eu is not of the form rocketchat:3000`:                   {WithSite("chat.acme.eu", "rocketchat")},
		`upstream "http://rocketchat:3000" of chat.acme.eu is not of the form rocketchat:3000`:       {WithSite("chat.acme.eu", "http://rocketchat:3000")},
		`upstream "rocketchat:port" of chat.acme.eu is not of the form rocketchat:3000`:              {WithSite("chat.acme.eu", "rocketchat:port")},
	} {
		_, err := pin.Of(Image, request(opts)...)
		assert.EqualError(t, err, want)
	}
}

func TestClientRefusesWhatTheGatewayDoesNotServe(t *testing.T) {
	t.Parallel()
	c := Client("127.0.0.1:1", x509.NewCertPool(), "chat.acme.eu", "id.acme.eu")
	for _, address := range []string{"https://evil.example/", "http://chat.acme.eu/", "https://chat.acme.eu:8443/"} {
		resp, err := c.Get(address)
		if err == nil {
			_ = resp.Body.Close()
		}
		assert.ErrorContains(t, err, "it serves port 443 of chat.acme.eu, id.acme.eu")
	}
}
