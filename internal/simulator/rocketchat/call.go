package rocketchat

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"slices"
	"strings"

	"gonogo/internal/simulator/rocketchat/account"
)

// roleAdmin is the role with every permission that matters here; which
// permissions other roles have is written at the endpoints.
const roleAdmin = "admin"

// maxBody limits a request's body, in bytes.
const maxBody = 16 << 20

// call is one request to an endpoint.
type call struct {
	request *http.Request
	body    map[string]any
	user    *account.User // nil for a stranger
	token   string        // login token in clear; a secret
}

// context is that of the request without its end: the server goes on when the
// client leaves.
func (c *call) context() context.Context { return context.WithoutCancel(c.request.Context()) }

// address is the client's network address without port.
func (c *call) address() string {
	host, _, err := net.SplitHostPort(c.request.RemoteAddr)
	if err != nil {
		return c.request.RemoteAddr
	}
	return host
}

// text is a parameter of the body if it is a text.
func (c *call) text(name string) string {
	s, _ := c.body[name].(string)
	return s
}

func (c *call) isAdmin() bool { return c.user != nil && slices.Contains(c.user.Roles, roleAdmin) }

// mayBypassLimits is the default of the permission api-bypass-rate-limit.
func (c *call) mayBypassLimits() bool {
	return c.user != nil && slices.ContainsFunc(c.user.Roles, func(role string) bool {
		return role == roleAdmin || role == "bot" || role == "app"
	})
}

// readBody parses JSON and URL-encoded bodies; other types are left to the
// endpoint.
func (c *call) readBody(w http.ResponseWriter) error {
	c.body = map[string]any{}
	kind, _, _ := mime.ParseMediaType(c.request.Header.Get("Content-Type"))
	if c.request.Method == http.MethodGet || strings.HasPrefix(kind, "multipart/") {
		return nil
	}
	if kind == "application/x-www-form-urlencoded" {
		return c.readForm()
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, c.request.Body, maxBody))
	if err != nil {
		return refuse("invalid-body", "The body could not be read")
	}
	if len(strings.TrimSpace(string(raw))) == 0 {
		return nil
	}
	if err := json.Unmarshal(raw, &c.body); err != nil || c.body == nil {
		// Assumption: the exact text is the JSON parser's, which differs.
		return refuse("invalid-body", "The body is not a JSON object")
	}
	return nil
}

func (c *call) readForm() error {
	if err := c.request.ParseForm(); err != nil {
		return refuse("invalid-body", "The body is not a form")
	}
	for name, values := range c.request.PostForm {
		c.body[name] = values[0]
	}
	return nil
}

// require refuses a body without one of the parameters.
func (c *call) require(names ...string) error {
	for _, name := range names {
		if c.body[name] == nil {
			return refuse("invalid-params", fmt.Sprintf("must have required property '%s'", name))
		}
	}
	return nil
}
