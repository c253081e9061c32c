package pages_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator"
)

// emulated is a provider whose emulator's pages the page objects must know too.
type emulated struct {
	id, path, authorize string
	options             emulator.Options
	app                 provider.Authenticator
}

const tenant = "/6f2b1a7e-0000-4000-8000-000000000001"

func emulatedProviders() []emulated {
	return []emulated{
		{id: "authentik", path: "/application/o", authorize: "/authorize/", options: emulator.Options{ExplicitConsent: true}},
		{id: "encvoy", authorize: "/api/oidc/auth"},
		{id: "entra", path: tenant, authorize: "/oauth2/authorize"},
		{id: "miniorange", path: "/moas", authorize: "/idp/openidsso"},
		// Clavex leaves for https only (providers: Clavex), so it is not left here.
		{id: "clavex", path: "/acme", authorize: "/authorize"},
	}
}

// visit starts the emulator and opens its login page as Rocket.Chat would.
// callback is where it sends people back to.
func (e emulated) visit(t *testing.T, engine browser.Engine) (ctx context.Context, page browser.Page, login pages.Provider, callback string) {
	t.Helper()
	client := serve(t, httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("back"))
	})))
	// Of http addresses Entra accepts localhost only.
	callback = strings.Replace(client.URL, "127.0.0.1", "localhost", 1) + "/_oauth/" + e.id
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String() + e.path
	e.options.BaseURL = base
	idp, err := emulator.New(e.id, e.options)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, idp.Close()) })
	server.Config.Handler = idp
	server.Start()
	serve(t, server)

	credentials, err := idp.Register(t.Context(), provider.Registration{
		Name: "Rocket.Chat", ClientID: map[string]string{"clavex": "rocketchat"}[e.id], RedirectURIs: []string{callback},
	})
	require.NoError(t, err)
	require.NoError(t, idp.Put(t.Context(), provider.Person{
		Login: "ada@acme.eu", Password: "right", Email: "ada@acme.eu", Username: "ada", Authenticator: e.app,
	}))
	ctx, page = newPage(t, engine)
	login, err = pages.ForProvider(e.id, page, base)
	require.NoError(t, err)
	query := url.Values{
		"client_id": {credentials.ClientID}, "redirect_uri": {callback}, "response_type": {"code"},
		"scope": {"openid profile email"}, "state": {"c3RhdGU="},
	}
	require.NoError(t, page.Goto(ctx, base+e.authorize+"?"+query.Encode()))
	require.NoError(t, login.Await(ctx))
	return ctx, page, login, callback
}

func TestTheEmulatorsPagesAreKnown(t *testing.T) {
	engine := launch(t)
	for _, e := range emulatedProviders() {
		t.Run(e.id, func(t *testing.T) {
			t.Parallel()
			ctx, _, login, _ := e.visit(t, engine)
			message, err := login.FailSignIn(ctx, "ada@acme.eu", "wrong")
			require.NoError(t, err)
			assert.NotEmpty(t, message)
			if e.id == "clavex" {
				assert.Equal(t, wrongPassword, message)
				return
			}
			ctx, page, login, callback := e.visit(t, engine)
			require.NoError(t, login.SignIn(ctx, "ada@acme.eu", "right"))
			at, err := page.URL(ctx)
			require.NoError(t, err)
			assert.Contains(t, at, callback+"?")
			assert.Contains(t, at, "code=")
		})
	}
}

// The facts have the words of authentik; those of miniOrange are assumed.
func TestACodeOfAnAuthenticatorIsTyped(t *testing.T) {
	engine := launch(t)
	for _, e := range emulatedProviders() {
		wrong, asks := map[string]string{
			"authentik":  "Invalid Token. Please ensure the time on your device is accurate and try again.",
			"miniorange": "Invalid OTP. Please try again.",
		}[e.id]
		if !asks {
			continue
		}
		t.Run(e.id, func(t *testing.T) {
			t.Parallel()
			e.app = provider.NewAuthenticator()
			ctx, page, login, callback := e.visit(t, engine)
			require.ErrorIs(t, login.SignIn(ctx, "ada@acme.eu", "right"), pages.ErrNoCode)
			login.Carry(func() (string, error) { return "none", nil })
			var refused *pages.RefusedError
			require.ErrorAs(t, login.SignIn(ctx, "ada@acme.eu", "right"), &refused)
			assert.Equal(t, wrong, refused.Message)
			login.Carry(func() (string, error) { return e.app.Code(time.Now()) })
			require.NoError(t, login.SignIn(ctx, "ada@acme.eu", "right"))
			at, err := page.URL(ctx)
			require.NoError(t, err)
			assert.Contains(t, at, callback+"?")
		})
	}
}

func TestDenyingConsentEndsAtTheCallback(t *testing.T) {
	entra := emulated{id: "entra", path: tenant, authorize: "/oauth2/authorize"}
	ctx, page, login, callback := entra.visit(t, launch(t))
	require.NoError(t, login.DenyConsent(ctx, "ada@acme.eu", "right"))
	at, err := page.URL(ctx)
	require.NoError(t, err)
	assert.Contains(t, at, callback+"?")
	assert.Contains(t, at, "error=access_denied")
}
