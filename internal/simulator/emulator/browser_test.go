package emulator_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator"
)

// redirectURI is what Rocket.Chat would be registered with.
const redirectURI = "https://chat.test/_oauth/svc"

// state is as awkward as Rocket.Chat's base64.
const state = "eyJsb2dpblN0eWxlIjoi+/A=="

// site is an emulator that listens, with a client registered and one person.
type site struct {
	*emulator.Emulator
	base        string
	host        string
	credentials provider.Credentials
	person      provider.Person
}

// open starts an emulator below a path of a local server.
func open(t *testing.T, id, path string, o emulator.Options, person provider.Person) *site {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	s := &site{host: "http://" + server.Listener.Addr().String(), person: person}
	s.base = s.host + path
	o.BaseURL = s.base
	e, err := emulator.New(id, o)
	require.NoError(t, err)
	s.Emulator = e
	server.Config.Handler = e
	server.Start()
	t.Cleanup(server.Close)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	s.credentials, err = e.Register(t.Context(), provider.Registration{
		Name: "Rocket.Chat", ClientID: clientID(id), RedirectURIs: []string{redirectURI},
	})
	require.NoError(t, err)
	require.NoError(t, e.Put(t.Context(), person))
	return s
}

func clientID(id string) string {
	if id == "clavex" {
		return "rocketchat"
	}
	return ""
}

// alice is somebody of whom every provider knows everything.
func alice() provider.Person {
	return provider.Person{
		Login: "alice@acme.test", Password: "correct horse", Email: "alice@acme.test", Username: "alice",
		Name: "Alice Example", GivenName: "Alice", FamilyName: "Example", Nickname: "QuickFox",
		Picture: "https://pictures.test/alice.png", Groups: []string{"staff"}, PublicProfile: true,
	}
}

// browser is a person's browser: it keeps cookies, follows redirects within
// the provider and stops at the callback.
type browser struct {
	t      *testing.T
	client *http.Client
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	b := &browser{t: t, client: &http.Client{Jar: jar, Timeout: 10 * time.Second}}
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Hostname() != "127.0.0.1" {
			return http.ErrUseLastResponse
		}
		return nil
	}
	t.Cleanup(b.client.CloseIdleConnections)
	return b
}

// page is what the browser shows: a document of the provider, or the callback.
type page struct {
	url      *url.URL
	status   int
	header   http.Header
	body     string
	callback *url.URL // nil: still at the provider
}

func (b *browser) do(r *http.Request) *page {
	b.t.Helper()
	response, err := b.client.Do(r.WithContext(b.t.Context()))
	require.NoError(b.t, err)
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	require.NoError(b.t, err)
	p := &page{url: response.Request.URL, status: response.StatusCode, header: response.Header, body: string(body)}
	if location, err := response.Location(); err == nil && response.StatusCode/100 == 3 {
		p.callback = location
	}
	return p
}

func (b *browser) get(address string) *page {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	require.NoError(b.t, err)
	return b.do(r)
}

// submit sends the form that has the named field or button, with the values
// filled in beside its hidden ones.
func (b *browser) submit(p *page, field string, values url.Values) *page {
	b.t.Helper()
	form, ok := findForm(p.body, field)
	require.True(b.t, ok, "no form with %q on\n%s", field, p.body)
	for name, v := range values {
		form.fields[name] = v
	}
	action, err := p.url.Parse(form.action)
	require.NoError(b.t, err)
	if form.method != http.MethodPost {
		action.RawQuery = form.fields.Encode()
		return b.get(action.String())
	}
	r, err := http.NewRequest(http.MethodPost, action.String(), strings.NewReader(form.fields.Encode()))
	require.NoError(b.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

type form struct {
	action, method string
	fields         url.Values
}

// findForm reads the first form that holds an element with this name or id.
func findForm(document, field string) (form, bool) {
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		return form{}, false
	}
	for node := range root.Descendants() {
		if node.Type != html.ElementNode || node.Data != "form" {
			continue
		}
		f := form{action: attr(node, "action"), method: strings.ToUpper(attr(node, "method")), fields: url.Values{}}
		holds := false
		for child := range node.Descendants() {
			name := attr(child, "name")
			holds = holds || child.Type == html.ElementNode && field != "" && (name == field || attr(child, "id") == field)
			if attr(child, "type") == "hidden" && name != "" {
				f.fields.Set(name, attr(child, "value"))
			}
		}
		if holds {
			return f, true
		}
	}
	return form{}, false
}

func attr(node *html.Node, name string) string {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
