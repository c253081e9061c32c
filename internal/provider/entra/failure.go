package entra

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
)

// Error is a refusal of Microsoft Graph (Microsoft Graph error responses and
// resource types). Secrets are taken out of the message.
type Error struct {
	Status  int      // HTTP status
	Code    string   // "Authorization_RequestDenied"
	Details []string // more specific codes: "NoBackingApplicationObject"
	Message string   // for developers
}

// Error implements error.
func (e *Error) Error() string {
	text := fmt.Sprintf("Microsoft Graph answers %d", e.Status)
	if e.Code != "" {
		text += " " + e.Code
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

// missing reports that what was asked for is not there, or not there yet.
func missing(err error) bool {
	var refused *Error
	return errors.As(err, &refused) && refused.Status == http.StatusNotFound
}

// unknownApp reports that a service principal cannot be made because the
// directory does not know the app, or not yet.
func unknownApp(err error) bool {
	var refused *Error
	return errors.As(err, &refused) && slices.Contains(refused.Details, "NoBackingApplicationObject")
}

// forbidden is a refusal for lack of rights.
type forbidden struct {
	error
	permission string // that would do
}

func (f *forbidden) Error() string {
	return fmt.Sprintf("%v (the app in %s needs the application permission %s)", f.error, clientVariable, f.permission)
}

func (f *forbidden) Unwrap() error { return f.error }

// permitted adds to a refusal for lack of rights which permission would do,
// unless that was said already.
func permitted(err error, permission string) error {
	var refused *Error
	var said *forbidden
	if !errors.As(err, &refused) || refused.Status != http.StatusForbidden || errors.As(err, &said) {
		return err
	}
	return &forbidden{err, permission}
}
