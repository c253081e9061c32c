// Package rocketchat is a client of Rocket.Chat's REST API, as far as single
// sign-on needs it. Sections (§) are those of the behavioural specification.
package rocketchat

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Client talks to one server, anonymously or as one user. It never changes
// after it was made, so it is safe for concurrent use.
type Client struct {
	base string
	http *http.Client

	userID     string
	token      string
	secondCode string // answer to "password" second factors, §2.3
	cookies    []*http.Cookie
}

// New returns an anonymous client of the server at baseURL
// ("https://rocket.company"). hc is used as it is, timeouts included.
func New(baseURL string, hc *http.Client) *Client {
	return &Client{base: strings.TrimSuffix(baseURL, "/"), http: hc}
}

// As returns a client of the same server that uses an existing session.
func (c *Client) As(userID, token string) *Client {
	return &Client{base: c.base, http: c.http, userID: userID, token: token}
}

// BaseURL is the server's address without trailing slash.
func (c *Client) BaseURL() string { return c.base }

// UserID is the id of the user who is logged in; empty for an anonymous client.
func (c *Client) UserID() string { return c.userID }

// Token is the session's login token. It must not be printed.
func (c *Client) Token() string { return c.token }

// String says whose client it is, without the token.
func (c *Client) String() string {
	if c.userID == "" {
		return "anonymous at " + c.base
	}
	return "user " + c.userID + " at " + c.base
}

// GoString keeps the token out of %#v.
func (c *Client) GoString() string { return c.String() }

// withPassword makes the client answer second factors with the user's password:
// lower-case hexadecimal SHA-256, §2.3.
func (c *Client) withPassword(password string) *Client {
	sum := sha256.Sum256([]byte(password))
	d := *c
	d.secondCode = hex.EncodeToString(sum[:])
	return &d
}

// get reads an endpoint such as "/api/v1/me" into the JSON value into.
func (c *Client) get(ctx context.Context, path string, query url.Values, into any) error {
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return c.call(ctx, http.MethodGet, path, nil, into)
}

// post sends body as JSON and reads the answer into into (nil: dropped).
func (c *Client) post(ctx context.Context, path string, body, into any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("POST %s: %w", path, err)
	}
	return c.call(ctx, http.MethodPost, path, raw, into)
}

// call sends one request and decodes its answer.
func (c *Client) call(ctx context.Context, method, path string, body []byte, into any) error {
	res, err := c.send(ctx, method, path, body)
	if err != nil {
		return err
	}
	endpoint := method + " " + strings.SplitN(path, "?", 2)[0]
	if err := decode(res, endpoint, into); err != nil {
		return fmt.Errorf("%s: %w", endpoint, err)
	}
	return nil
}

// response is an answer that has been read completely.
type response struct {
	status int
	header http.Header
	body   []byte
}

// send makes one request, again after each rate limit has passed.
func (c *Client) send(ctx context.Context, method, path string, body []byte) (*response, error) {
	if err := checkBase(c.base); err != nil {
		return nil, err
	}
	for {
		res, err := c.once(ctx, method, path, body)
		if err != nil {
			return nil, unreachable(c.base, err)
		}
		limited, err := waitForReset(ctx, res)
		if err != nil || !limited {
			return res, err
		}
	}
}

func (c *Client) once(ctx context.Context, method, path string, body []byte) (*response, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	c.authorise(req, body != nil)
	res, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	return &response{status: res.StatusCode, header: res.Header, body: raw}, nil
}

// authorise adds the session and, always, the second factor: Rocket.Chat asks
// for it only sometimes (§2.3), and ignores it otherwise.
func (c *Client) authorise(req *http.Request, hasBody bool) {
	if hasBody {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, cookie := range c.cookies {
		req.AddCookie(cookie)
	}
	if c.token != "" {
		req.Header.Set("X-User-Id", c.userID)
		req.Header.Set("X-Auth-Token", c.token)
	}
	if c.secondCode != "" {
		req.Header.Set("X-2fa-Method", "password")
		req.Header.Set("X-2fa-Code", c.secondCode)
	}
}
