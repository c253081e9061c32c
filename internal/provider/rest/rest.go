// Package rest calls the administration interfaces of identity providers: JSON
// in and out, bounded answers, and errors of one sentence that say what was
// asked, the status and the server's own words, without secrets.
package rest

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// Client calls one server. Its fields do not change while it is in use; then it
// is safe for concurrent use.
type Client struct {
	Server    string // its name, for people: "Clavex"
	Interface string // what it calls that which is called here: "API"
	Base      string // before every path: "https://id.acme.eu"
	HTTP      *http.Client
	// Authorize adds credentials to a request; nil: there are none.
	Authorize func(*http.Request)
	// Describe finds the server's own words in an error document; empty: there
	// are none.
	Describe func(body []byte) string
	Secrets  Secrets // withheld from the server's words
}

// String says what is called, without credentials.
func (c *Client) String() string { return c.Server + " at " + c.Base + " (secrets withheld)" }

// GoString does the same for %#v.
func (c *Client) GoString() string { return c.String() }

// Request is one call.
type Request struct {
	Asked   string // in words, after "Clavex was asked to"
	Method  string
	Path    string   // below the base, query included
	Body    any      // nil: none
	Accept  []int    // statuses that mean success; empty: all from 200 to 299
	Secrets []string // of the body, which an answer may repeat
}

func (r Request) accepts(status int) bool {
	if len(r.Accept) == 0 {
		return status >= http.StatusOK && status < http.StatusMultipleChoices
	}
	return slices.Contains(r.Accept, status)
}

// Answer is what a server says beside its document.
type Answer struct {
	Status  int // one of those accepted
	Cookies []*http.Cookie
}

// RefusedError is an answer other than the wanted one.
type RefusedError struct {
	Server      string
	Asked       string // in words: "register the client rocketchat"
	Status      int
	Description string // the server's own, without secrets
}

// Error is one sentence.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s was asked to %s and answered %d %s: %s",
		e.Server, e.Asked, e.Status, http.StatusText(e.Status), e.Description)
}

// Unusable is the error of an answer that was accepted and makes no sense; why
// goes on after "the answer of Clavex, asked to …,".
func (c *Client) Unusable(r Request, why string) error {
	return fmt.Errorf("the answer of %s, asked to %s, %s", c.Server, r.Asked, why)
}

// answerLimit is more than any answer of such interfaces needs, in bytes.
const answerLimit = 4 << 20

// Call sends a request and reads the answer into a value (nil: dropped). What
// is not there (404), where that is accepted, leaves the value as it was.
func (c *Client) Call(ctx context.Context, r Request, into any) error {
	_, err := c.Exchange(ctx, r, into)
	return err
}

// Exchange is Call with all of the answer.
func (c *Client) Exchange(ctx context.Context, r Request, into any) (Answer, error) {
	response, err := c.send(ctx, r)
	if err != nil {
		return Answer{}, fmt.Errorf("asking %s to %s: %w", c.Server, r.Asked, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return Answer{}, fmt.Errorf("reading the answer of %s, asked to %s: %w", c.Server, r.Asked, err)
	}
	answer := Answer{Status: response.StatusCode, Cookies: response.Cookies()}
	kind := fmt.Sprintf("(%s, %d bytes)", cmp.Or(response.Header.Get("Content-Type"), "no content type"), len(body))
	if !r.accepts(answer.Status) {
		said := cmp.Or(line(c.Describe(body)), "no description "+kind)
		return Answer{}, &RefusedError{
			Server: c.Server, Asked: r.Asked, Status: answer.Status, Description: c.Secrets.Withhold(said, r.Secrets...),
		}
	}
	if into == nil || answer.Status == http.StatusNotFound {
		return answer, nil
	}
	if err := json.Unmarshal(body, into); err != nil {
		return Answer{}, c.Unusable(r, fmt.Sprintf("%s is not the JSON document that its %s gives: %v", kind, c.Interface, err))
	}
	return answer, nil
}

// line puts a text on one line.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

func (c *Client) send(ctx context.Context, r Request) (*http.Response, error) {
	out, err := NewRequest(ctx, r.Method, c.Base+r.Path, r.Body)
	if err != nil {
		return nil, err
	}
	if c.Authorize != nil {
		c.Authorize(out)
	}
	return c.HTTP.Do(out)
}

// NewRequest makes a request that sends a document (nil: none) as JSON and
// wants one as its answer.
func NewRequest(ctx context.Context, method, address string, document any) (*http.Request, error) {
	var body bytes.Buffer
	if document != nil {
		if err := json.NewEncoder(&body).Encode(document); err != nil {
			return nil, fmt.Errorf("encoding the request: %w", err)
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, address, &body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "application/json")
	if document != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return request, nil
}
