// Package provider is the client side of identity providers: it registers
// Rocket.Chat as a client, provisions people and knows each provider's quirks
// from outside. Emulators, containers and tenants all stand behind [Provider].
package provider

import (
	"context"
	"errors"
	"time"
)

// Provider is an identity provider that a stack runs or reaches.
type Provider interface {
	// ID is the guide's name of the provider: "clavex".
	ID() string
	// Register creates (or replaces) Rocket.Chat's client registration as the
	// guide describes it, and returns the credentials.
	Register(ctx context.Context, r Registration) (Credentials, error)
	// Put creates or replaces a person, found by Login.
	Put(ctx context.Context, p Person) error
	// Remove deletes a person and ends its sessions. Unknown people are no error.
	Remove(ctx context.Context, login string) error
}

// Registration is what a guide tells the provider about Rocket.Chat.
type Registration struct {
	Name         string
	ClientID     string // empty: the provider chooses one
	RedirectURIs []string
	Scopes       []string
	AuthMethod   string // token_endpoint_auth_method as the guide gives it; may be empty
}

// Credentials identify the client. The secret must never reach a log.
type Credentials struct {
	ClientID     string
	ClientSecret string
}

// String hides the secret from anything that prints the value.
func (c Credentials) String() string { return "client " + c.ClientID + " (secret withheld)" }

// GoString does the same for %#v.
func (c Credentials) GoString() string { return c.String() }

// Person is somebody who logs in at the provider. Empty fields are claims that
// the provider does not have for this person.
type Person struct {
	Login         string // typed on the provider's login page (e-mail for most)
	Password      string
	Subject       string // "sub"; empty: the provider chooses in its own form
	Email         string
	EmailVerified *bool // nil: the provider's default
	Name          string
	GivenName     string
	FamilyName    string
	Username      string // preferred_username, login, … in the provider's own claim
	Nickname      string
	Picture       string // URL
	Groups        []string
	Roles         []string
	Claims        map[string]any // set or (nil value) removed on top of the others
	// Authenticator is the app whose codes the provider asks this person for besides
	// the password; empty: it does not ask. Emulators of authentik and miniOrange
	// ask, see SecondFactor there; other providers cannot be given one.
	Authenticator Authenticator
	// PublicProfile makes every profile field visible to clients where the
	// provider hides them by default (Encvoy ID).
	PublicProfile bool
}

// Request is what a provider saw of one call. It holds no secret, code or token.
type Request struct {
	Endpoint    string // "authorize", "token", "userinfo"; at an emulator "picture", too
	Method      string
	Path        string
	ClientAuth  string   // "basic", "post" or "none"
	Bearer      string   // "header", "query", "body" or "none"
	Parameters  []string // names, sorted, each once
	ClientID    string
	RedirectURI string // as sent
	Scope       string // as sent
	Status      int    // of the answer
	// At is when the call came in, by the provider's clock; zero: not known.
	At time.Time
	// Login is of the person for whom the call's code or access token speaks; empty
	// where it carries none, or one that stands for nobody.
	Login string
}

// Observer is a provider that keeps a record of the calls it saw, oldest first.
// Emulators do; a real provider leaves such checks unobserved.
type Observer interface {
	Requests() []Request
}

// Forgetter is an Observer that keeps a call as long as somebody watches who was
// there when it came in. Without it the record of a long run would only grow.
type Forgetter interface {
	Observer
	// Watch lists with seen the calls that came in since Watch, oldest first, until
	// end. What nobody watches any more is forgotten then.
	Watch() (seen func() []Request, end func())
}

// Watch lists with seen the calls that an observer gets from now on; end says that
// nobody asks any more.
func Watch(o Observer) (seen func() []Request, end func()) {
	if f, ok := o.(Forgetter); ok {
		return f.Watch()
	}
	before := len(o.Requests())
	return func() []Request {
		all := o.Requests()
		return all[min(before, len(all)):]
	}, func() {}
}

// Unregisterer is a provider outside gonogo's processes that can delete what
// Register has made. Those that end with a run need not.
type Unregisterer interface {
	// Unregister deletes the registration with this client id. An unknown one is
	// no error.
	Unregister(ctx context.Context, clientID string) error
}

// PeopleDomain is where the people whom gonogo makes have their login and e-mail
// addresses: it is reserved for examples, so that nobody else has (RFC 2606).
const PeopleDomain = "people.example"

// Homed is a provider that takes people of one domain only.
type Homed interface {
	// Domain is that domain, as in "contoso.onmicrosoft.com".
	Domain() string
}

// ErrNobody is what Borrow answers when nobody could ever fit.
var ErrNobody = errors.New("nobody who was prepared at the provider by hand fits")

// ErrByHand is what Put answers when it would have to make or change somebody.
var ErrByHand = errors.New("the people of this provider are prepared by hand and cannot be changed")

// Cast is a provider that cannot make people: it lends those who were prepared
// there by hand. A scenario that needs somebody borrows them instead of putting
// them, and has them to itself until it gives them back.
type Cast interface {
	// Borrow lends somebody who is like the wanted person: who has a user name of
	// their own, pictures, groups and so on if and only if the wanted one has
	// (see given.Fits). It waits until one of them is free, and fails with
	// ErrNobody where there is none at all.
	Borrow(ctx context.Context, wanted Person) (Person, error)
	// Return takes somebody back whom Borrow has lent.
	Return(ctx context.Context, p Person) error
}
