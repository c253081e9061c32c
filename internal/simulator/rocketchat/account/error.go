package account

import "fmt"

// Origin tells which part of a login failed. Since 7.0 the part decides whether
// the client may see the error (§5.6).
type Origin int

// The parts of a login.
const (
	// Handler errors come from finding or creating the account.
	Handler Origin = iota
	// Validation errors come from the checks on an account that was found.
	Validation
	// Stored errors were left by the OAuth callback and are read by the login.
	Stored
	// Method errors come from methods other than login; they are never masked.
	Method
)

// Error is a failure with the text that a client of Rocket.Chat may get.
type Error struct {
	// Code is Meteor's error code, an int (403) or a string
	// ("error-invalid-domain"); nil for a plain JavaScript Error.
	Code any
	// Reason is Meteor's reason, or the message of a plain Error.
	Reason string
	// Details are Meteor's details; nil if there are none.
	Details map[string]any
	Origin  Origin
}

// Plain reports whether the error is a plain JavaScript Error, which has no code.
func (e *Error) Plain() bool { return e.Code == nil }

// Error returns the text as Meteor composes it: "reason [code]", or the plain message.
func (e *Error) Error() string {
	switch {
	case e.Plain():
		return e.Reason
	case e.Reason == "":
		return fmt.Sprintf("[%v]", e.Code)
	default:
		return fmt.Sprintf("%s [%v]", e.Reason, e.Code)
	}
}

// refusal is a Meteor error of the login handler.
func refusal(code any, reason string) *Error {
	return &Error{Code: code, Reason: reason, Origin: Handler}
}
