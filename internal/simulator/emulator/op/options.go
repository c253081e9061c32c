package op

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"gonogo/internal/simulator/seeded"
)

// Options shape an emulator. The switches below BaseURL, Now and Keys each
// belong to one provider; the others ignore them.
type Options struct {
	// BaseURL is the provider's base as the guide's URL setting names it,
	// without trailing slash: "https://id.acme.eu/acme". The emulator answers
	// for the whole host.
	BaseURL string
	// Now is the clock of codes, tokens, logins and limits; nil: time.Now.
	Now func() time.Time
	// Keys sign tokens; nil: a new set, which takes tens of milliseconds.
	Keys *Keys

	// RateLimits makes Clavex count logins, token calls and requests as it does
	// in production. Off by default: many scenarios share one address.
	RateLimits bool
	// ExplicitConsent puts authentik on its explicit authorization flow, which
	// asks for consent. Off by default: the guide leaves the choice to its
	// reader, and the implicit flow is the shorter one.
	ExplicitConsent bool
	// OpenerPolicy makes Entra send Cross-Origin-Opener-Policy: same-origin on
	// its pages, as reported since February 2026. Off by default: not verified.
	OpenerPolicy bool
	// SecondFactor makes miniOrange ask everybody for a one-time password.
	SecondFactor bool

	// Seeded are bugs that the emulator has.
	Seeded seeded.Set
}

// Parse fills the defaults and returns the base as a URL without trailing slash.
func (o *Options) Parse() (*url.URL, error) {
	base, err := url.Parse(strings.TrimRight(o.BaseURL, "/"))
	if err != nil {
		return nil, fmt.Errorf("reading the base URL of the provider: %w", err)
	}
	if (base.Scheme != "http" && base.Scheme != "https") || base.Host == "" || base.RawQuery != "" || base.Fragment != "" {
		return nil, fmt.Errorf("base URL %q of the provider is not of the form https://host/path", o.BaseURL)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Keys == nil {
		if o.Keys, err = NewKeys(KeyBits); err != nil {
			return nil, err
		}
	}
	return base, nil
}
