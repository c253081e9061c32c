package pages

import (
	"context"
	"fmt"
	"net/url"

	"gonogo/internal/browser"
)

// Provider is a window that shows, or is about to show, the pages of an
// identity provider.
type Provider interface {
	// At tells whether the window shows the provider's login page now.
	At(ctx context.Context) (bool, error)
	// Await waits until it does.
	Await(ctx context.Context) error
	// SignIn goes through to leaving the provider, from whichever of its pages is
	// shown: credentials typed, consent given, "stay signed in" declined. It
	// returns at once if the provider has let the person through already. If the
	// provider refuses, the error is a [*RefusedError].
	SignIn(ctx context.Context, login, password string) error
	// Carry hands the person an authenticator app: its codes answer the provider's
	// question for a second factor. Without one SignIn ends there with ErrNoCode.
	Carry(Authenticator)
	// FailSignIn types a wrong password and returns what the provider says.
	FailSignIn(ctx context.Context, login, wrong string) (message string, err error)
	// DenyConsent signs in but denies the consent that the provider asks for, and
	// waits until the provider is left. If it asks for none, the person is signed
	// in and the error is ErrNoConsent.
	DenyConsent(ctx context.Context, login, password string) error
	// Cancel uses the page's own button for giving up and waits until the provider
	// is left; ErrNoCancel if the page has none.
	Cancel(ctx context.Context) error
}

// What a provider's pages may lack.
const (
	ErrNoCancel  = missing("the provider's page has no button for giving up")
	ErrNoConsent = missing("the provider asked for no consent that could be denied")
	ErrNoCode    = missing("the provider asks for a code, and the person has no authenticator")
)

// Authenticator tells the code that an app shows now.
type Authenticator func() (string, error)

// missing is an error that can be a constant.
type missing string

// Error satisfies the error interface.
func (m missing) Error() string { return string(m) }

// RefusedError says that the provider did not let the person in.
type RefusedError struct {
	Message string // as the page shows it
}

// Error satisfies the error interface.
func (e *RefusedError) Error() string { return fmt.Sprintf("the provider refused: %q", e.Message) }

// departing is the mark on a document that the person is leaving, see
// [RocketChat.ClickProvider].
const (
	departingMark = "gonogoDeparting"
	departing     = "window." + departingMark
)

// ForProvider gives the pages of the provider with this guide id in a window.
// baseURL is any address of the provider: only its origin counts.
func ForProvider(id string, page browser.Page, baseURL string) (Provider, error) {
	form, err := formOf(id)
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(baseURL)
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("address of the provider %s: %q has no host", id, baseURL)
	}
	return &walk{page: page, origin: origin(base), form: form}, nil
}

// origin writes an origin as browsers do: without a default port.
func origin(u *url.URL) string {
	host := u.Host
	if port := u.Port(); (u.Scheme == "https" && port == "443") || (u.Scheme == "http" && port == "80") {
		host = host[:len(host)-len(port)-1]
	}
	return u.Scheme + "://" + host
}
