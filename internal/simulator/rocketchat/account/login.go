package account

import "time"

// Login is a successful login, as the method login returns it.
type Login struct {
	UserID       string
	Token        string // resume token in clear; a secret
	TokenExpires time.Time
	Type         string // "password", "resume" or the service key
	// Created is true if the account came into being with this very login.
	Created bool
	// RESTRace is true if the login came in redirect style over REST in a
	// release that races there: the page fails or stays blank until it is
	// reloaded (§14.3). It is also set beside the error of the first login.
	RESTRace bool
}

// String hides the token from anything that prints the value.
func (l Login) String() string { return "login of " + l.UserID + " (token withheld)" }

// GoString does the same for %#v.
func (l Login) GoString() string { return l.String() }

// attempt is what a login brings besides its credentials.
type attempt struct {
	name    string // as typed; empty for other logins than by password
	code    string
	address string
}

// LoginOption adds to a login what travels beside the credentials.
type LoginOption func(*attempt)

// WithCode brings a second-factor code, as {"totp":{"code":…,"login":…}} does.
func WithCode(code string) LoginOption { return func(a *attempt) { a.code = code } }

// FromAddress tells the client's network address, for the block by IP.
func FromAddress(ip string) LoginOption { return func(a *attempt) { a.address = ip } }

func newAttempt(options []LoginOption) attempt {
	var a attempt
	for _, o := range options {
		o(&a)
	}
	return a
}
