package emulator

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
)

// TokenVariable holds the control API's token in the container's environment,
// where whoever finds the container again reads it.
const TokenVariable = "GONOGO_CONTROL_TOKEN"

// The rest of the environment that the image reads.
const (
	ProviderVariable = "GONOGO_PROVIDER"
	BaseVariable     = "BASE_URL"
)

// WithProvider chooses the provider by the guide's id: "entra".
func WithProvider(id string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if id == "" {
			return errors.New("an emulator needs the id of its provider, such as entra")
		}
		return set(req, ProviderVariable, id)
	}
}

// WithBaseURL says where people find the provider, as the guide prints it:
// "https://id.acme.eu/acme". With https the emulator counts on a gateway for TLS.
func WithBaseURL(address string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		base, err := url.Parse(address)
		if err != nil || (base.Scheme != "https" && base.Scheme != "http") || base.Host == "" || strings.HasSuffix(address, "/") {
			return fmt.Errorf("base URL %q of an emulator is not of the form https://id.acme.eu/acme", address)
		}
		return set(req, BaseVariable, address)
	}
}

// WithControlToken sets the bearer token of the control API.
func WithControlToken(token string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if token == "" {
			return errors.New("an emulator needs a token for its control API, which is open to every process of this machine")
		}
		return set(req, TokenVariable, token)
	}
}

func set(req *testcontainers.GenericContainerRequest, name, value string) error {
	return testcontainers.WithEnv(map[string]string{name: value})(req)
}

// complete refuses a request that lacks what every emulator needs.
func complete(req *testcontainers.GenericContainerRequest) error {
	return containers.Missing("an emulator", []containers.Needed{
		{Option: "WithProvider", Given: req.Env[ProviderVariable] != ""},
		{Option: "WithBaseURL", Given: req.Env[BaseVariable] != ""},
		{Option: "WithControlToken", Given: req.Env[TokenVariable] != ""},
	})
}
