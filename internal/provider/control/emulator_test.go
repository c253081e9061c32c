package control_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/control"
	"gonogo/internal/simulator/emulator"
)

// running is an emulator that is ready as soon as it exists.
type running struct{ *emulator.Emulator }

var _ control.Breaker = (*emulator.Emulator)(nil)

func (running) Ready(context.Context) error { return nil }

// emulate opens a provider and the control API beside it.
func emulate(t *testing.T, id, path string, o emulator.Options) (base string, c *control.Client) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	o.BaseURL = "http://" + server.Listener.Addr().String() + path
	e, err := emulator.New(id, o)
	require.NoError(t, err)
	server.Config.Handler = e
	server.Start()
	t.Cleanup(server.Close)
	api := httptest.NewServer(control.Handler(running{e}, token))
	t.Cleanup(api.Close)
	return o.BaseURL, control.New(control.Options{ID: id, URL: api.URL, Token: token, HTTP: api.Client()})
}

const callback = "https://chat.acme.eu/_oauth/clavex"

// authorize opens Clavex's login page and logs in; the answer is where the
// provider sends the person, or nil where it shows a page.
func authorize(t *testing.T, base string, c provider.Credentials, p provider.Person) *url.URL {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	browser := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(browser.CloseIdleConnections)
	address := base + "/authorize?" + url.Values{
		"client_id": {c.ClientID}, "redirect_uri": {callback}, "response_type": {"code"}, "state": {"twenty characters of state"}, "scope": {"openid email"},
	}.Encode()
	page, err := browser.Get(address)
	require.NoError(t, err)
	html, err := io.ReadAll(page.Body)
	require.NoError(t, err)
	require.NoError(t, page.Body.Close())
	require.Equal(t, http.StatusOK, page.StatusCode)
	fields := url.Values{"email": {p.Login}, "password": {p.Password}}
	for _, hidden := range regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(string(html), -1) {
		fields.Set(hidden[1], hidden[2])
	}
	answer, err := browser.PostForm(address, fields)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	if answer.StatusCode != http.StatusFound {
		return nil
	}
	to, err := answer.Location()
	require.NoError(t, err)
	return to
}

func TestAPersonPutFromAnotherProcessLogsIn(t *testing.T) {
	t.Parallel()
	base, c := emulate(t, "clavex", "/acme", emulator.Options{})
	require.NoError(t, c.Ready(t.Context()))
	credentials, err := c.Register(t.Context(), provider.Registration{Name: "Rocket.Chat", RedirectURIs: []string{callback}})
	require.NoError(t, err)
	ann := provider.Person{Login: "ann@acme.eu", Password: "correct horse", Email: "ann@acme.eu", Name: "Ann Acme"}
	require.Nil(t, authorize(t, base, credentials, ann), "she does not exist yet")
	require.NoError(t, c.Put(t.Context(), ann))

	to := authorize(t, base, credentials, ann)
	require.NotNil(t, to)
	assert.NotEmpty(t, to.Query().Get("code"))
	seen := c.Requests()
	require.Len(t, seen, 4)
	assert.Equal(t, provider.Request{
		Endpoint: "authorize", Method: "POST", Path: "/acme/authorize", ClientAuth: "none", Bearer: "none",
		Parameters: seen[3].Parameters, ClientID: credentials.ClientID, RedirectURI: callback, Scope: "openid email", Status: http.StatusFound,
		At: seen[3].At,
	}, seen[3])

	require.NoError(t, c.Remove(t.Context(), ann.Login))
	require.NoError(t, c.Remove(t.Context(), ann.Login), "unknown people are no error")
	assert.Nil(t, authorize(t, base, credentials, ann))
}

func TestTheSecondFactorIsTold(t *testing.T) {
	t.Parallel()
	_, c := emulate(t, "miniorange", "/moas", emulator.Options{})
	require.NoError(t, c.Put(t.Context(), provider.Person{
		Login: "ann@acme.eu", Password: "p", Authenticator: "JBSWY3DPEHPK3PXP",
	}))
	secret, asked := c.SecondFactor("ann@acme.eu")
	require.NoError(t, c.Err())
	assert.True(t, asked)
	assert.Equal(t, "JBSWY3DPEHPK3PXP", secret)
}
