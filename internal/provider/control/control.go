// Package control administers a provider's emulator that runs in another
// process, such as a container of ours: [Handler] serves the control API beside
// the emulator, [Client] stands behind provider.Provider in the test process.
//
// The API is JSON over HTTP with a bearer token. Every refusal is a document
// {"error": "one sentence"} with a fitting status.
//
//	GET    /ready                  the provider that is emulated, once it answers
//	PUT    /registration           a provider.Registration; answers with the credentials
//	PUT    /people                 a provider.Person, created or replaced
//	DELETE /people?login=…         somebody's account and sessions
//	GET    /requests               the calls that the emulator saw, oldest first
//	GET    /second-factor?login=…  the secret of somebody's authenticator app
//	PUT    /fault                  a failure to plant; answers with its id
//	DELETE /fault?id=…             a failure is mended
//
// Neither side imports the emulators: a test process that runs none links none.
package control

import (
	"context"

	"gonogo/internal/provider"
	"gonogo/internal/stack/fault"
)

// Emulator is what the control API administers.
type Emulator interface {
	provider.Provider
	provider.Observer
	// SecondFactor is the secret of the authenticator app (base32) of a person
	// whom the provider asks for a one-time password.
	SecondFactor(login string) (secret string, asked bool)
	// Ready returns nil once people can reach the provider's pages.
	Ready(ctx context.Context) error
}

// Breaker is an emulator that can fail; see fault.Layer. An emulator that is none
// refuses to.
type Breaker interface {
	Break(f fault.Fault, paths fault.Paths) (mend func(), err error)
}

// The paths of the API.
const (
	readyPath        = "/ready"
	registrationPath = "/registration"
	peoplePath       = "/people"
	requestsPath     = "/requests"
	secondFactorPath = "/second-factor"
	faultPath        = "/fault"
)

// loginParameter names a person in a query, idParameter a failure.
const (
	loginParameter = "login"
	idParameter    = "id"
)

// readiness is the answer of /ready.
type readiness struct {
	Provider string `json:"provider"`
}

// secondFactor is the answer of /second-factor.
type secondFactor struct {
	Secret string `json:"secret"`
	Asked  bool   `json:"asked"`
}

// planting is what is sent to /fault; planted is the answer.
type planting struct {
	Fault fault.Fault `json:"fault"`
	Paths fault.Paths `json:"paths"`
}

type planted struct {
	ID string `json:"id"`
}

// refusal is the answer to whatever cannot be done.
type refusal struct {
	Error string `json:"error"`
	// Cannot is the reason of a fault.CannotError.
	Cannot string `json:"cannot,omitempty"`
}
