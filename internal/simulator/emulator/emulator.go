// Package emulator runs the guides' identity providers inside the process. An
// emulator reproduces what its provider really does (providers: the facts, seen
// on running servers or read in their sources), not what a textbook provider
// would do: those differences are what the suites exist to find.
//
// How a person gives up differs too. Entra's "Cancel" on "Permissions requested"
// sends access_denied back. Encvoy ID's cross on "Requested scopes" and
// authentik's "Not you?" lead to the login page again, so that the client hears
// nothing. Clavex and miniOrange have no way but leaving the page.
package emulator

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/authentik"
	"gonogo/internal/simulator/emulator/clavex"
	"gonogo/internal/simulator/emulator/encvoy"
	"gonogo/internal/simulator/emulator/entra"
	"gonogo/internal/simulator/emulator/miniorange"
	"gonogo/internal/simulator/emulator/op"
	"gonogo/internal/stack/fault"
)

// Options shape an emulator; see [op.Options].
type Options = op.Options

// Request is the record of one call; see [op.Request].
type Request = op.Request

// Keys sign tokens; see [op.Keys].
type Keys = op.Keys

// NewKeys makes the keys that several emulators may share, shorter than those of
// providers: emulators that make their own have the full length.
func NewKeys() (*Keys, error) { return op.NewKeys(op.ShortKeyBits) }

// model is what each provider's package makes.
type model interface {
	http.Handler
	provider.Provider
	provider.Gallery
	provider.Forgetter
	ServePicture(w http.ResponseWriter, r *http.Request)
}

// Emulator is one running provider. It answers for the whole host of its base
// URL and is administered as a provider.Provider. Safe for concurrent use.
type Emulator struct {
	model model
	layer *fault.Layer // before model
	clock *clock
}

var (
	_ provider.Provider  = (*Emulator)(nil)
	_ provider.Forgetter = (*Emulator)(nil)
	_ provider.Gallery   = (*Emulator)(nil)
)

// New makes the emulator of the provider with the guide's id.
func New(id string, o Options) (*Emulator, error) {
	c := &clock{right: time.Now}
	if o.Now != nil {
		c.right = o.Now
	}
	o.Now = c.Now
	m, err := build(id, o)
	if err != nil {
		return nil, fmt.Errorf("emulating %q: %w", id, err)
	}
	e := &Emulator{model: m, clock: c}
	e.layer = fault.NewLayer(http.HandlerFunc(e.serve))
	return e, nil
}

// IDs are the providers that can be emulated, in alphabetical order.
func IDs() []string {
	return []string{authentik.ID, clavex.ID, encvoy.ID, entra.ID, miniorange.ID}
}

func build(id string, o Options) (model, error) {
	switch id {
	case authentik.ID:
		return authentik.New(o)
	case clavex.ID:
		return clavex.New(o)
	case encvoy.ID:
		return encvoy.New(o)
	case entra.ID:
		return entra.New(o)
	case miniorange.ID:
		return miniorange.New(o)
	default:
		return nil, fmt.Errorf("there is no such emulator; there are %s", strings.Join(IDs(), ", "))
	}
}

// ServeHTTP implements http.Handler.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) { e.layer.ServeHTTP(w, r) }

// Break lets the provider fail until it is mended; see [fault.Layer.Break].
func (e *Emulator) Break(f fault.Fault, paths fault.Paths) (mend func(), err error) {
	return e.layer.Break(f, paths)
}

// serve answers as the provider does. Pictures of people are no part of the
// provider that is emulated: they lie beside it, on the same host.
func (e *Emulator) serve(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, e.Pictures()) {
		e.model.ServePicture(w, r)
		return
	}
	e.model.ServeHTTP(w, r)
}

// Pictures implements provider.Gallery.
func (e *Emulator) Pictures() string { return e.model.Pictures() }

// ID implements provider.Provider.
func (e *Emulator) ID() string { return e.model.ID() }

// Register implements provider.Provider.
func (e *Emulator) Register(ctx context.Context, r provider.Registration) (provider.Credentials, error) {
	return e.model.Register(ctx, r)
}

// Put implements provider.Provider.
func (e *Emulator) Put(ctx context.Context, p provider.Person) error { return e.model.Put(ctx, p) }

// Remove implements provider.Provider.
func (e *Emulator) Remove(ctx context.Context, login string) error { return e.model.Remove(ctx, login) }

// Requests are the calls to authorize, token, userinfo and for pictures, oldest first.
func (e *Emulator) Requests() []Request { return e.model.Requests() }

// Watch implements provider.Forgetter.
func (e *Emulator) Watch() (seen func() []Request, end func()) { return e.model.Watch() }

// SecondFactor is the secret (base32, RFC 6238 with six digits and 30 seconds)
// of the authenticator app of a person whom the provider asks for one; only
// authentik and miniOrange do.
func (e *Emulator) SecondFactor(login string) (secret string, asked bool) {
	asking, ok := e.model.(interface {
		SecondFactor(login string) (string, bool)
	})
	if !ok {
		return "", false
	}
	return asking.SecondFactor(login)
}

// Close releases the emulator. It holds nothing but memory, so nothing fails.
func (e *Emulator) Close() error { return nil }
