package emulator

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/pin"
	"gonogo/containers/pin/pintest"
)

// GONOGO_UPDATE=1 writes the files anew.
func TestRequest(t *testing.T) {
	t.Parallel()
	requests := map[string]group.Request{}
	for id, base := range map[string]string{
		"entra":      "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555",
		"miniorange": "https://demo.miniorange.in/moas",
	} {
		requests[id] = group.NewRequest("gonogo/emulator:local", request([]testcontainers.ContainerCustomizer{
			WithProvider(id), WithBaseURL(base), WithControlToken("control-token"),
			containers.Join("inside", "provider"), containers.Join("door"),
		})...)
	}
	pintest.Requests(t, requests)
}

func TestRequestsThatCannotWorkAreRefused(t *testing.T) {
	t.Parallel()
	provider, base, token := WithProvider("entra"), WithBaseURL("https://id.acme.eu/acme"), WithControlToken("t")
	for want, opts := range map[string][]testcontainers.ContainerCustomizer{
		"an emulator needs the option WithProvider":                                       {base, token},
		"an emulator needs the option WithBaseURL":                                        {provider, token},
		"an emulator needs the option WithControlToken":                                   {provider, base},
		"an emulator needs the id of its provider, such as entra":                         {WithProvider(""), base, token},
		`base URL "id.acme.eu" of an emulator is not of the form https://id.acme.eu/acme`: {provider, WithBaseURL("id.acme.eu"), token},
		`base URL "https://id.acme.eu/" of an emulator is not of the form https://id.acme.eu/acme`: {
			provider, WithBaseURL("https://id.acme.eu/"), token},
		"an emulator needs a token for its control API, which is open to every process of this machine": {
			provider, base, WithControlToken("")},
	} {
		_, err := pin.Of("gonogo/emulator:local", request(opts)...)
		assert.EqualError(t, err, want)
	}
}
