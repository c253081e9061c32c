package control

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"gonogo/internal/provider"
	"gonogo/internal/provider/picture"
	"gonogo/internal/stack/fault"
)

// Options say which emulator to administer.
type Options struct {
	ID    string       // the guide's name of the provider: "clavex"
	URL   string       // of the control API: "http://127.0.0.1:49153"
	Token string       // of the control API
	HTTP  *http.Client // nil: http.DefaultClient
}

// String hides the token from anything that prints the options.
func (o Options) String() string { return o.ID + " at " + o.URL + " (token withheld)" }

// GoString does the same for %#v.
func (o Options) GoString() string { return o.String() }

// Client administers an emulator through its control API. It is safe for
// concurrent use.
type Client struct {
	options Options

	mu       sync.Mutex
	requests []provider.Request // last known
	err      error              // of the last look
}

var (
	_ provider.Provider = (*Client)(nil)
	_ provider.Observer = (*Client)(nil)
	_ provider.Gallery  = (*Client)(nil)
)

// New returns a client. It asks nothing yet; [Client.Ready] does.
func New(o Options) *Client {
	o.URL = strings.TrimRight(o.URL, "/")
	o.HTTP = cmp.Or(o.HTTP, http.DefaultClient)
	return &Client{options: o}
}

// String says what is administered, without the token.
func (c *Client) String() string { return c.options.String() }

// GoString keeps the token out of %#v.
func (c *Client) GoString() string { return c.String() }

// ID implements provider.Provider.
func (c *Client) ID() string { return c.options.ID }

// Ready returns nil once the emulator answers and is the one that was named.
func (c *Client) Ready(ctx context.Context) error {
	var found readiness
	if err := c.call(ctx, http.MethodGet, readyPath, nil, &found); err != nil {
		return fmt.Errorf("asking whether the emulated %s is ready: %w", c.options.ID, err)
	}
	if found.Provider != c.options.ID {
		return fmt.Errorf("%s is the control API of %q, not of %q", c.options.URL, found.Provider, c.options.ID)
	}
	return nil
}

// Register implements provider.Provider.
func (c *Client) Register(ctx context.Context, r provider.Registration) (provider.Credentials, error) {
	var credentials provider.Credentials
	if err := c.call(ctx, http.MethodPut, registrationPath, r, &credentials); err != nil {
		return provider.Credentials{}, fmt.Errorf("registering %s at the emulated %s: %w", r.Name, c.options.ID, err)
	}
	return credentials, nil
}

// Put implements provider.Provider. The claims of a person must be values that
// JSON can hold.
func (c *Client) Put(ctx context.Context, p provider.Person) error {
	if err := c.call(ctx, http.MethodPut, peoplePath, p, nil); err != nil {
		return fmt.Errorf("putting %s into the emulated %s: %w", p.Login, c.options.ID, err)
	}
	return nil
}

// Remove implements provider.Provider.
func (c *Client) Remove(ctx context.Context, login string) error {
	if err := c.call(ctx, http.MethodDelete, about(peoplePath, login), nil, nil); err != nil {
		return fmt.Errorf("removing %s from the emulated %s: %w", login, c.options.ID, err)
	}
	return nil
}

// Plant plants a failure at the endpoints that paths tell apart. The error is a
// *fault.CannotError where the emulator has no such failure.
func (c *Client) Plant(ctx context.Context, f fault.Fault, paths fault.Paths) (fault.Planted, error) {
	var made planted
	err := c.call(ctx, http.MethodPut, faultPath, planting{f, paths}, &made)
	var told *refused
	switch {
	case errors.As(err, &told) && told.Cannot != "":
		return fault.Planted{}, &fault.CannotError{Fault: f, Reason: told.Cannot}
	case err != nil:
		return fault.Planted{}, fmt.Errorf("planting a failure (%s) at the emulated %s: %w", f, c.options.ID, err)
	}
	return fault.Planted{Mend: func(ctx context.Context) error {
		if err := c.call(ctx, http.MethodDelete, with(faultPath, idParameter, made.ID), nil, nil); err != nil {
			return fmt.Errorf("mending a failure (%s) at the emulated %s: %w", f, c.options.ID, err)
		}
		return nil
	}}, nil
}

// lookTime bounds the calls whose interface has no context. The emulator
// answers them from memory in milliseconds.
const lookTime = 5 * time.Second

// Requests implements provider.Observer. Its interface has room for neither
// context nor error, so it waits at most five seconds; when the emulator cannot
// be reached in that time, the list is the last that was known and [Client.Err]
// says why. Records are only ever added, so an old list lacks the newest calls
// and holds nothing wrong.
func (c *Client) Requests() []provider.Request {
	var seen []provider.Request
	err := c.look(requestsPath, &seen)
	c.mu.Lock()
	defer c.mu.Unlock()
	// Of two looks at the same time the longer list is the newer one.
	if err == nil && len(seen) >= len(c.requests) {
		c.requests = seen
	}
	return slices.Clone(c.requests)
}

// Pictures implements provider.Gallery: every emulator serves them there.
func (c *Client) Pictures() string { return picture.Root }

// SecondFactor is the secret (base32) of the authenticator app of a person whom
// the provider asks for a one-time password. It waits at most five seconds; an
// emulator that cannot be reached in that time counts as one that does not ask,
// and [Client.Err] says why.
func (c *Client) SecondFactor(login string) (secret string, asked bool) {
	var found secondFactor
	if c.look(about(secondFactorPath, login), &found) != nil {
		return "", false
	}
	return found.Secret, found.Asked
}

// Err says why the last call of Requests or SecondFactor could not ask the
// emulator; nil when it could.
func (c *Client) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

func (c *Client) look(path string, into any) error {
	ctx, cancel := context.WithTimeout(context.Background(), lookTime)
	defer cancel()
	err := c.call(ctx, http.MethodGet, path, nil, into)
	if err != nil {
		err = fmt.Errorf("looking into the emulated %s: %w", c.options.ID, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.err = err
	return err
}

// about is the path of a request that concerns one person.
func about(path, login string) string { return with(path, loginParameter, login) }

// with adds a parameter to a path.
func with(path, name, value string) string { return path + "?" + url.Values{name: {value}}.Encode() }

// call sends one document (nil: none) and reads the answer into into (nil: none
// is expected).
func (c *Client) call(ctx context.Context, method, path string, document, into any) error {
	request, err := c.request(ctx, method, path, document)
	if err != nil {
		return err
	}
	response, err := c.options.HTTP.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	return receive(response, into)
}

func (c *Client) request(ctx context.Context, method, path string, document any) (*http.Request, error) {
	var body io.Reader
	if document != nil {
		raw, err := json.Marshal(document)
		if err != nil {
			return nil, fmt.Errorf("writing it as JSON: %w", err)
		}
		body = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.options.URL+path, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+c.options.Token)
	if document != nil {
		request.Header.Set("Content-Type", mediaType)
	}
	return request, nil
}

// maxAnswer bounds what is read of an answer, in bytes: some hundred thousand
// records of requests.
const maxAnswer = 64 << 20

func receive(response *http.Response, into any) error {
	body := io.LimitReader(response.Body, maxAnswer)
	switch {
	case response.StatusCode >= http.StatusMultipleChoices:
		told := refused{status: response.StatusCode}
		if err := decode(body, &told.refusal); err != nil || told.refusal.Error == "" {
			return fmt.Errorf("the control API answered %s, which is not one of its own answers", response.Status)
		}
		return &told
	case into == nil:
		return nil
	}
	if err := decode(body, into); err != nil {
		return fmt.Errorf("reading the control API's answer: %w", err)
	}
	return nil
}

// refused is what the control API does not do.
type refused struct {
	refusal
	status int
}

// Error is the API's sentence.
func (r *refused) Error() string { return fmt.Sprintf("%s (%d)", r.refusal.Error, r.status) }
