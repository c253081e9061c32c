package scenario

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// visit is somebody at the provider's pages, with cookies of their own.
type visit struct {
	client *Client
	http   *http.Client
}

func (c *Client) visit() (*visit, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, fmt.Errorf("making a jar for cookies: %w", err)
	}
	with := *c.run.stack.HTTP()
	with.Jar = jar
	return &visit{client: c, http: &with}, nil
}

// signIn is a visit of somebody new; see visit.signIn.
func (c *Client) signIn(ctx context.Context, p *Person) (code string, err error) {
	v, err := c.visit()
	if err != nil {
		return "", err
	}
	return v.signIn(ctx, p)
}

// ownState is what every authorization of a Client has for its state.
const ownState = "gonogo"

// authorization is the address that a code flow begins at, with further parameters
// or other values for those that it has.
func (c *Client) authorization(further url.Values) string {
	query := url.Values{
		"client_id": {c.id}, "redirect_uri": {c.run.Guide().RedirectURI}, "response_type": {"code"},
		"state": {ownState}, "scope": {c.run.setting("scope")},
	}
	maps.Copy(query, further)
	return c.address(c.endpoints.Authorize) + "?" + query.Encode()
}

// signIn fills in the login page. It returns the code that the provider sends the
// person on with, or none where the person stays.
func (v *visit) signIn(ctx context.Context, p *Person) (code string, err error) {
	address := v.client.authorization(nil)
	_, page, err := v.open(ctx, address)
	if err != nil {
		return "", err
	}
	action, fields := loginForm(page)
	if action == "" {
		return "", differs("%s shows no login form", v.client.endpoints.Authorize)
	}
	fields.Set("username", p.Login)
	fields.Set("password", p.Password)
	target, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	if target, err = target.Parse(action); err != nil {
		return "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), strings.NewReader(fields.Encode()))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	code, _, err = v.load(request)
	return code, err
}

// open loads a page, or takes the code that the provider answers with.
func (v *visit) open(ctx context.Context, address string) (code string, page *html.Node, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", nil, err
	}
	return v.load(request)
}

func (v *visit) load(request *http.Request) (code string, page *html.Node, err error) {
	response, err := v.http.Do(request)
	if err != nil {
		return "", nil, fmt.Errorf("calling %s: %w", request.URL.Path, err)
	}
	defer func() { _ = response.Body.Close() }()
	if away := response.Header.Get("Location"); away != "" {
		return codeOf(away, v.client.run.Guide().RedirectURI), nil, nil
	}
	if response.StatusCode != http.StatusOK {
		return "", nil, differs("%s answers %d", request.URL.Path, response.StatusCode)
	}
	page, err = html.Parse(io.LimitReader(response.Body, answerLimit))
	return "", page, err
}

// location is where an address sends somebody on to.
func (v *visit) location(ctx context.Context, address string) (string, error) {
	_, _, away, err := v.look(ctx, address)
	return away, err
}

// look is what an address answers: a page, or the way to another one.
func (v *visit) look(ctx context.Context, address string) (status int, body, away string, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, "", "", err
	}
	response, err := v.http.Do(request)
	if err != nil {
		return 0, "", "", fmt.Errorf("calling %s: %w", request.URL.Path, err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	return response.StatusCode, string(raw), response.Header.Get("Location"), err
}

// codeOf is the code in a callback to the redirect URI; empty elsewhere.
func codeOf(address, redirectURI string) string {
	base, query, _ := strings.Cut(address, "?")
	values, err := url.ParseQuery(query)
	if err != nil || base != redirectURI {
		return ""
	}
	return values.Get("code")
}

// loginForm finds the form with a password: where it leads, and its hidden fields.
func loginForm(page *html.Node) (action string, fields url.Values) {
	if page == nil {
		return "", nil
	}
	for n := range page.Descendants() {
		if n.Type != html.ElementNode || n.Data != "form" {
			continue
		}
		found, asks := url.Values{}, false
		for input := range n.Descendants() {
			if input.Data != "input" {
				continue
			}
			asks = asks || attribute(input, "type") == "password"
			if attribute(input, "type") == "hidden" {
				found.Set(attribute(input, "name"), attribute(input, "value"))
			}
		}
		if asks {
			return attribute(n, "action"), found
		}
	}
	return "", nil
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
