package attached_test

import (
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	client "gonogo/internal/rocketchat"
	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/simulator/rocketchat"
	"gonogo/internal/stack"
	"gonogo/internal/stack/attached"
)

// newSecureWorld is a Rocket.Chat on https that trusts a private authority, with
// a certificate from there.
func newSecureWorld(t *testing.T, version string, a *authority, guides ...string) *world {
	t.Helper()
	mongo, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, mongo.Close(context.WithoutCancel(t.Context()))) })
	r, err := release.New(version)
	require.NoError(t, err)
	front := httptest.NewUnstartedServer(nil)
	front.TLS = a.server(t)
	front.Config.ErrorLog = log.New(io.Discard, "", 0) // refused handshakes
	url := strings.Replace("https://"+front.Listener.Addr().String(), "127.0.0.1", "localhost", 1)
	toProviders := a.client(t)
	database := mongo.Database("rocketchat")
	server, err := rocketchat.Open(t.Context(), rocketchat.Options{
		Release: r, RootURL: url, Database: database, HTTP: toProviders,
		Admin:       rocketchat.Admin{Username: "root", Password: password, Name: "root", Email: "root@acme.eu", EmailVerified: true},
		Environment: map[string]string{"OVERWRITE_SETTING_Show_Setup_Wizard": "completed"},
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close()) })
	front.Config.Handler = server
	front.StartTLS()
	t.Cleanup(front.Close)
	admin, err := client.New(url, toProviders).Login(t.Context(), "root", password)
	require.NoError(t, err)
	w := &world{admin: admin, database: database, mongo: mongo, options: attached.Options{
		URL: url, AdminUser: "root", AdminPassword: password, CA: a.file(t),
		ProviderURL: "https://localhost:0", JournalFolder: t.TempDir(),
	}}
	w.options.Certificate, w.options.Key = a.issue(t)
	for _, id := range guides {
		w.options.Guides = append(w.options.Guides, load(t, id))
	}
	return w
}

// client trusts the authority and nobody else.
func (a *authority) client(t *testing.T) *http.Client {
	t.Helper()
	transport := &http.Transport{TLSClientConfig: a.trusting()}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Everything on https with certificates of a private authority whose own is not
// in the chains: administration, the provider, and a browser.
func TestPersonLogsInOverHTTPS(t *testing.T) {
	t.Parallel()
	w := newSecureWorld(t, "8.9.0", newAuthority(t), "authentik", "clavex")
	before := w.dump(t)
	a, stacks := w.configured(t)
	require.Equal(t, "https://localhost:", stacks[1].Guide().ProviderURL[:len("https://localhost:")])
	ada := provider.Person{Login: "ada-z@people.example", Email: "ada-z@people.example", Password: password, Name: "Ada Z", Username: "ada-z"}
	require.NoError(t, stacks[1].Provider().Put(t.Context(), ada))
	logIn(t, a, stacks[1], ada)
	require.NotEmpty(t, stacks[1].Provider().(provider.Observer).Requests())
	closeAll(t, a, stacks)
	require.Empty(t, cmp.Diff(before, withoutPending(w.dump(t))))
}

// A Rocket.Chat on http may use a provider on https.
func TestProviderAloneOnHTTPS(t *testing.T) {
	t.Parallel()
	w, private := newWorld(t, "7.1.0", "clavex", "entra"), newAuthority(t)
	w.options.CA, w.options.ProviderURL = private.file(t), "https://localhost:0"
	w.options.Certificate, w.options.Key = private.issue(t)
	before := w.dump(t)
	a, stacks := w.configured(t)
	for _, s := range stacks {
		answer, err := s.HTTP().Get(s.Guide().ProviderURL)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
	}
	require.Len(t, a.TrustSPKI(), 1)
	closeAll(t, a, stacks)
	require.Empty(t, cmp.Diff(before, w.dump(t)))
}

func TestWrongCertificatesAreRefusedInOneSentence(t *testing.T) {
	t.Parallel()
	private := newAuthority(t)
	w := newSecureWorld(t, "8.9.0", private, "clavex")
	for name, tt := range map[string]struct {
		change func(*attached.Options)
		want   string
	}{
		"unknown authority": {func(o *attached.Options) { o.CA = "" }, "set GONOGO_CA to the PEM file of the authority that has signed it"},
		"other authority":   {func(o *attached.Options) { o.CA = newAuthority(t).file(t) }, "set GONOGO_CA to the PEM file of the authority that has signed it"},
		"other host":        {func(o *attached.Options) { o.Certificate, o.Key = private.issue(t, "id.acme.eu") }, "GONOGO_PROVIDER_CERTIFICATE is not good for localhost: x509: certificate is valid for id.acme.eu, not localhost"},
		"no key":            {func(o *attached.Options) { o.Key = o.Certificate }, "GONOGO_PROVIDER_CERTIFICATE and GONOGO_PROVIDER_KEY are not a certificate and its key in PEM files: "},
	} {
		t.Run(name, func(t *testing.T) {
			o := w.options
			tt.change(&o)
			_, err := attached.Open(t.Context(), o)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

// setRedirect puts the login into the same tab: Clavex cuts popups off.
func setRedirect(t *testing.T, s stack.Stack) {
	t.Helper()
	service := guide.NewService(s.Guide().Service)
	require.NoError(t, stack.ApplyService(t.Context(), s, service, map[string]any{"login_style": "redirect"}))
}
