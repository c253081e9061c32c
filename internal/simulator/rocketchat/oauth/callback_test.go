package oauth_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
	"gonogo/internal/simulator/rocketchat/oauth"
)

func TestGoodCallback(t *testing.T) {
	t.Parallel()
	for style, c := range map[string]struct{ state, script, redirect string }{
		"popup":           {packState(nil), "/chat/packages/oauth/end_of_popup_response.js", ""},
		"redirect":        {redirectState("http://localhost:3700/chat/home?a=1&b='x'"), "/chat/packages/oauth/end_of_redirect_response.js", "http://localhost:3700/chat/home?a=1&b='x'"},
		"redirect by 127": {redirectState("http://127.0.0.1:3700/chat/home"), "/chat/packages/oauth/end_of_redirect_response.js", "http://127.0.0.1:3700/chat/home"},
	} {
		t.Run(style, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "7.1.0", map[string]any{"Site_Url": "http://localhost:3700/chat/"}, func(o *oauth.Options) { o.Prefix = "/chat" })
			p := w.callback(t, url.Values{"code": {"c"}, "state": {c.state}})
			require.Equal(t, c.script, p.script)
			require.Equal(t, true, p.config["setCredentialToken"])
			require.Equal(t, "tok", p.config["credentialToken"])
			require.Len(t, *secretOf(p), 43)
			if c.redirect != "" {
				require.NotContains(t, p.body, c.redirect, "strings are escaped")
				require.Equal(t, c.redirect, p.config["redirectUrl"])
			}
			require.Nil(t, w.login(t, "tok", secretOf(p)))
		})
	}
}

func TestHeadlessRecipe(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	q := good()
	q.Set("only_credential_secret_for_test", "1")
	secret := w.callback(t, q).body
	require.Len(t, secret, 43)
	require.Nil(t, w.login(t, "tok", &secret))
}

// Observed §E.2: the matrix of callback input.
func TestCallbackInput(t *testing.T) {
	t.Parallel()
	const popup, redirect = "/packages/oauth/end_of_popup_response.js", "/packages/oauth/end_of_redirect_response.js"
	// Each byte of what base64 decodes to is printed as one character.
	const unparsable = "Unable to parse state from OAuth query: "
	const missing = "Unable to base64 decode state from OAuth query: undefined"
	home := "http://localhost:3700/home"
	for name, c := range map[string]struct {
		path     string
		query    url.Values
		requests int
		script   string
		usable   string // token under which a usable credential is found
		redirect string
		log      []string
	}{
		"access denied, popup":    {"", url.Values{"error": {"access_denied"}, "state": {packState(nil)}}, 0, popup, "", "", nil},
		"access denied, redirect": {"", url.Values{"error": {"access_denied"}, "state": {redirectState(home)}}, 0, redirect, "", home, nil},
		"error without state":     {"", url.Values{"error": {"access_denied"}}, 0, popup, "", "", slices.Repeat([]string{missing}, 2)},
		"no query":                {"", nil, 2, popup, "", "", slices.Repeat([]string{missing}, 3)},
		"text as state":           {"", url.Values{"code": {"c"}, "state": {"raw-Token_1"}}, 2, popup, "raw-Token_1", "", slices.Repeat([]string{unparsable + "\u00ad¬>N\u0089\x1e\u009fý"}, 4)},
		"illegal text as state":   {"", url.Values{"code": {"c"}, "state": {"raw token!"}}, 2, popup, "", "", slices.Repeat([]string{unparsable + "\u00ad¬-¢G§"}, 4)},
		"foreign redirect":        {"", url.Values{"code": {"c"}, "state": {redirectState("http://evil.test/")}}, 2, redirect, "", "http://localhost:3700/", nil},
		"look-alike redirect":     {"", url.Values{"code": {"c"}, "state": {redirectState("http://localhost:3700.evil.test/")}}, 2, redirect, "", "http://localhost:3700/", nil},
		"unknown service":         {"/_oauth/nosuch?", good(), 0, popup, "", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "7.1.0", nil)
			if c.path == "" {
				c.path = "/_oauth/clavex?"
			}
			p := w.get(t, c.path+c.query.Encode())
			require.Len(t, w.provider.got(), c.requests)
			require.Equal(t, c.script, p.script)
			require.Equal(t, c.usable != "", p.config["setCredentialToken"])
			if c.redirect != "" {
				require.Equal(t, c.redirect, p.config["redirectUrl"])
			}
			require.Equal(t, c.log, w.log.Lines())
			if c.usable != "" {
				require.Nil(t, w.login(t, c.usable, secretOf(p)))
			}
		})
	}
}

// Observed §E.2: what is stored when a redirect leads elsewhere, and when nothing is.
func TestWhatTheCallbackStores(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		query  url.Values
		token  string
		stored bool
	}{
		"access denied":    {url.Values{"error": {"x"}, "state": {packState(nil)}}, "tok", false},
		"foreign redirect": {url.Values{"code": {"c"}, "state": {redirectState("http://evil.test/")}}, "tok", true},
		"illegal token":    {url.Values{"code": {"c"}, "state": {"raw token!"}}, "raw token!", true},
		"no state":         {url.Values{"code": {"c"}}, "undefined", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "7.1.0", nil)
			w.callback(t, c.query)
			require.Equal(t, c.stored, w.stored(t, c.token) != nil)
			require.Empty(t, w.storedError(t, c.token))
			require.Equal(t, masked(), w.login(t, c.token, nil))
		})
	}
}

// Observed §E.2: the response never ends, and the entry becomes the error.
func TestCallbacksThatNeverEnd(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ state, stored string }{
		"no login style":      {packState(map[string]any{"loginStyle": nil}), "Unrecognized login style: undefined"},
		"unknown login style": {packState(map[string]any{"loginStyle": "frame"}), "Unrecognized login style: frame"},
		"redirect to nowhere": {packState(map[string]any{"loginStyle": "redirect"}), "Cannot read properties of undefined (reading 'startsWith')"},
	} {
		for _, ender := range []string{"client", "engine"} {
			t.Run(name+"/"+ender, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, "7.1.0", nil)
				ctx, leave := context.WithCancel(t.Context())
				defer leave()
				q := url.Values{"code": {"c"}, "state": {c.state}}
				request, err := http.NewRequestWithContext(ctx, http.MethodGet, w.server.URL+"/_oauth/clavex?"+q.Encode(), nil)
				require.NoError(t, err)
				ended := make(chan error, 1)
				go func() {
					response, err := http.DefaultClient.Do(request)
					if err == nil {
						_ = response.Body.Close()
					}
					ended <- err
				}()
				require.EventuallyWithT(t, func(collect *assertT) {
					require.Contains(collect, joined(w.log), "Error generating end of login response\n"+c.stored)
				}, patience, pollInterval)
				require.Empty(t, ended, "no answer yet")
				require.Equal(t, c.stored, w.storedError(t, "tok"))
				if ender == "client" {
					leave()
				} else {
					require.NoError(t, w.Close())
				}
				require.Error(t, <-ended)
			})
		}
	}
}

func TestCallbackTwice(t *testing.T) {
	t.Parallel()
	for name, loggedIn := range map[string]bool{"before the login": false, "after the login": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "7.1.0", nil)
			secret := secretOf(w.callback(t, good()))
			if loggedIn {
				require.Nil(t, w.login(t, "tok", secret))
			}
			w.provider.answer(reply(400, `{"error":"invalid_grant"}`), nil)
			require.Nil(t, secretOf(w.callback(t, good())))
			require.Equal(t, masked(), w.login(t, "tok", secret), "the first secret is worthless")
			require.Equal(t, unreadable(), w.login(t, "tok", nil))
		})
	}
}

func TestDisabledBetweenAuthorizeAndCallback(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	w.settings.Set(map[string]any{prefix: false})
	require.NoError(t, w.Refresh(t.Context()))
	p := w.callback(t, url.Values{"code": {"c"}, "state": {redirectState("http://localhost:3700/home")}})
	require.Equal(t, "/packages/oauth/end_of_popup_response.js", p.script)
	require.Empty(t, w.provider.got())
	require.Nil(t, w.stored(t, "tok"))
	require.Equal(t, masked(), w.login(t, "tok", nil))
	services, err := w.Services(t.Context())
	require.NoError(t, err)
	require.Empty(t, services)
}

// The rule of ?close (§3.1, observed §E.2).
func TestEmptyLoginStyleAddsClose(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.CloseOnRedirectURI, "3.18.2", "4.4.0", "4.4.1", "8.9.0") {
		t.Run(side.Version, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, side.Version, map[string]any{prefix + "-login_style": ""})
			w.callback(t, good())
			form, err := url.ParseQuery(w.provider.got()[0].body)
			require.NoError(t, err)
			want := "http://localhost:3700/_oauth/clavex"
			if side.Has {
				want += "?close"
				require.Contains(t, w.log.Lines(), "Automatically added ?close to 'redirect_uri' for clavex, this behavior will be removed in v5.0.0.")
			}
			require.Equal(t, want, form.Get("redirect_uri"))
		})
	}
}
