package rocketchat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
)

// Error is a refusal by Rocket.Chat.
type Error struct {
	Status  int            // HTTP status
	Code    string         // "totp-required", "error-not-allowed", …; may be empty
	Message string         // in the server's words
	Details map[string]any // as the server gives them; may be nil
}

// Error returns status, code and message.
func (e *Error) Error() string {
	text := fmt.Sprintf("Rocket.Chat answered %d", e.Status)
	if e.Message != "" {
		text += ": " + e.Message
	}
	if e.Code != "" && !strings.Contains(e.Message, e.Code) {
		text += " [" + e.Code + "]"
	}
	return text
}

// refusal is the union of the shapes that errors come in: the REST API's own
// (success, error, errorType), that of login (status, error, message; §2.1) and
// an error inside a DDP result (error, reason, message).
type refusal struct {
	Success   *bool           `json:"success"`
	Status    string          `json:"status"`
	Error     json.RawMessage `json:"error"`
	ErrorType string          `json:"errorType"`
	Message   string          `json:"message"`
	Reason    string          `json:"reason"`
	Details   json.RawMessage `json:"details"`
}

// toError turns a refusal into an Error. Codes may be numbers (401).
func (r refusal) toError(status int) *Error {
	e := &Error{Status: status, Code: r.ErrorType}
	text := string(r.Error)
	if err := json.Unmarshal(r.Error, &text); err == nil && text == "null" {
		text = ""
	}
	if e.Code == "" {
		e.Code = bracketed(text)
	}
	for _, candidate := range []string{r.Message, r.Reason, text} {
		if e.Message == "" {
			e.Message = candidate
		}
	}
	// Details that are no object carry nothing that a caller could use.
	_ = json.Unmarshal(r.Details, &e.Details)
	return e
}

// bracketed is the code in "Too many requests [error-too-many-requests]", as
// Meteor prints its errors; a text without one is a code itself.
func bracketed(text string) string {
	if start := strings.LastIndex(text, "["); start >= 0 && strings.HasSuffix(text, "]") {
		return text[start+1 : len(text)-1]
	}
	return text
}

// decode reads a JSON answer, or the Error that it is.
func decode(res *response, endpoint string, into any) error {
	var r refusal
	if err := json.Unmarshal(res.body, &r); err != nil {
		// A list or a text is JSON too, but nothing that Rocket.Chat answers with.
		return fmt.Errorf("the answer (status %d, %s) is not Rocket.Chat's JSON; is this the address of a Rocket.Chat server?",
			res.status, mediaType(res.header))
	}
	if res.status < 200 || res.status > 299 || r.Status == "error" || (r.Success != nil && !*r.Success) {
		return r.toError(res.status)
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(res.body, into); err != nil {
		return fmt.Errorf("unexpected shape of the answer to %s: %w", endpoint, err)
	}
	return nil
}

func mediaType(h http.Header) string {
	if t, _, _ := strings.Cut(h.Get("Content-Type"), ";"); t != "" {
		return t
	}
	return "no content type"
}

func checkBase(base string) error {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("%q is not an address such as https://chat.example.org", base)
	}
	return nil
}

// unreachable says in one sentence why no answer came.
func unreachable(base string, err error) error {
	var unknown *net.DNSError
	var wrapped *url.Error
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("no answer from %s in time: %w", base, err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Errorf("nothing listens at %s (connection refused); is Rocket.Chat running there? %w", base, syscall.ECONNREFUSED)
	case errors.As(err, &unknown):
		return fmt.Errorf("the host of %s is not known here: %w", base, unknown)
	case errors.As(err, &wrapped):
		return fmt.Errorf("no answer from %s: %w", base, wrapped.Err)
	}
	return fmt.Errorf("no answer from %s: %w", base, err)
}
