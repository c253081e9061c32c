package oauth

import "fmt"

// wording is an error in the very words of the simulated server. Its log, its
// pages and its logins show them to the letter, so that capitals and full stops
// are the server's and not those of Go's own errors.
type wording string

// Error returns the server's words.
func (w wording) Error() string { return string(w) }

// errNotAbsolute is what node-fetch says about an address that it cannot parse.
const errNotAbsolute wording = "Only absolute URLs are supported"

// wordingf formats an error in the server's words.
func wordingf(format string, values ...any) error { return wording(fmt.Sprintf(format, values...)) }

// stepError is a failed step of a login at the provider. Its text begins as the
// server's does: "Failed to complete OAuth handshake with clavex at https://…".
type stepError struct {
	doing   string // "complete OAuth handshake with", "fetch identity from"
	service string
	address string
	cause   error
}

// Error returns the server's words.
func (e *stepError) Error() string {
	return fmt.Sprintf("Failed to %s %s at %s. %v", e.doing, e.service, e.address, e.cause)
}

// Unwrap returns what made the step fail.
func (e *stepError) Unwrap() error { return e.cause }
