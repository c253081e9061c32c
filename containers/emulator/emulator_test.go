package emulator

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"
	"go.yaml.in/yaml/v4"

	"gonogo/containers"
	"gonogo/containers/pin"
)

func TestRequest(t *testing.T) {
	t.Parallel()
	for id, base := range map[string]string{
		"entra":      "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555",
		"miniorange": "https://demo.miniorange.in/moas",
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			got, err := pin.Of("gonogo/emulator:local", request([]testcontainers.ContainerCustomizer{
				WithProvider(id), WithBaseURL(base), WithControlToken("control-token"),
				containers.Join("inside", "provider"), containers.Join("door"),
			})...)
			require.NoError(t, err)
			stated, err := yaml.Marshal(got)
			require.NoError(t, err)
			want, err := os.ReadFile(filepath.Join("testdata", id+".yaml"))
			require.NoError(t, err)
			assert.Equal(t, string(want), string(stated))
		})
	}
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
