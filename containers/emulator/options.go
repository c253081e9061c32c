package emulator

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/testcontainers/testcontainers-go"
)

// The environment that the image reads.
const (
	providerVariable = "GONOGO_PROVIDER"
	baseVariable     = "BASE_URL"
	tokenVariable    = "GONOGO_CONTROL_TOKEN"
)

// WithProvider chooses the provider by the guide's id: "entra".
func WithProvider(id string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if id == "" {
			return errors.New("an emulator needs the id of its provider, such as entra")
		}
		return set(req, providerVariable, id)
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
		return set(req, baseVariable, address)
	}
}

// WithControlToken sets the bearer token of the control API.
func WithControlToken(token string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if token == "" {
			return errors.New("an emulator needs a token for its control API, which is open to every process of this machine")
		}
		return set(req, tokenVariable, token)
	}
}

func set(req *testcontainers.GenericContainerRequest, name, value string) error {
	return testcontainers.WithEnv(map[string]string{name: value})(req)
}

// complete refuses a request that lacks what every emulator needs.
func complete(req *testcontainers.GenericContainerRequest) error {
	for _, needed := range []struct{ variable, option string }{
		{providerVariable, "WithProvider"}, {baseVariable, "WithBaseURL"}, {tokenVariable, "WithControlToken"},
	} {
		if req.Env[needed.variable] == "" {
			return fmt.Errorf("an emulator needs the option %s", needed.option)
		}
	}
	return nil
}
