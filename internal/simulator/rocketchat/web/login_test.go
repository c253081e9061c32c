package web_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
)

// generation is what tests need to know of a release's markup.
type generation struct{ version, button, loggedIn, menu, logout, form string }

func generations() []generation {
	return []generation{
		{"3.18.2", ".oauth-login > button.rc-button.external-login.clavex[title=Clavex]",
			`aside.sidebar .sidebar-avatar-button img[src$="/avatar/alice"]`, ".sidebar-avatar-button", "[data-id=logout]", "form#login-card"},
		{"7.1.0", "form [role=group] > button[type=button].rcx-button[title=Clavex]",
			`[title="User menu"] img[src$="/avatar/alice"][data-username=alice]`, `button[title="User menu"]`,
			"label[role=menuitemcheckbox][data-key=logout]", "form[aria-labelledby][aria-describedby=welcomeTitle]"},
	}
}

func TestRedirectLoginAndLogout(t *testing.T) {
	t.Parallel()
	for _, g := range generations() {
		t.Run(g.version, func(t *testing.T) {
			t.Parallel()
			s := serve(t, g.version, "/chat", func(s *server) { s.settings["API_Use_REST_For_DDP_Calls"] = false })
			p := s.open(t, "/")
			p.see(g.form)
			assert.Equal(t, p.url+"/home", eval[string](p, "location.href"))
			p.shot("login")
			p.click(g.button)
			p.see(g.loggedIn)
			p.shot("home")
			assert.Equal(t, p.url+"/home", eval[string](p, "location.href"))
			assert.Equal(t, "u1 login-token", eval[string](p, "`${localStorage['Meteor.userId']} ${localStorage['Meteor.loginToken']}`"))
			assert.Equal(t, 3, eval[int](p, "localStorage.length"))
			assert.Zero(t, eval[int](p, "sessionStorage.length"))
			assert.Equal(t, "rc_uid=u1; rc_token=login-token", eval[string](p, "document.cookie"))
			checkAuthorize(t, s, "redirect")

			p.click(g.menu)
			p.see(g.logout)
			p.shot("menu")
			p.click(g.logout)
			p.see(g.form)
			assert.Zero(t, eval[int](p, "localStorage.length"))
			assert.Empty(t, eval[string](p, "document.cookie"))
		})
	}
}

// checkAuthorize compares the authorize request and the login that followed.
func checkAuthorize(t *testing.T, s *server, style string) {
	t.Helper()
	logins, _, starts := s.record()
	require.Len(t, starts, 1)
	query, err := url.ParseQuery(starts[0])
	require.NoError(t, err)
	got := decodeState(query.Get("state"))
	assert.Equal(t, "x=1&client_id=rc+1&redirect_uri="+url.QueryEscape(s.URL+s.prefix+"/_oauth/clavex")+
		"&response_type=code&state="+url.QueryEscape(query.Get("state"))+"&scope=openid%20profile", starts[0])
	assert.Equal(t, style, got.Style)
	assert.Regexp(t, `^[A-Za-z0-9_-]{43}$`, got.Token)
	if style == "redirect" {
		assert.Equal(t, s.URL+s.prefix+"/home", got.RedirectURL)
	}
	require.NotEmpty(t, logins)
	assert.Equal(t, map[string]any{"oauth": map[string]any{
		"credentialToken": got.Token, "credentialSecret": "secret-of-" + got.Token,
	}}, logins[0])
}

func TestPopupLogin(t *testing.T) {
	t.Parallel()
	for _, g := range generations() {
		t.Run(g.version, func(t *testing.T) {
			t.Parallel()
			s := serve(t, g.version, "", func(s *server) { s.services[0]["loginStyle"] = "popup" })
			p := s.open(t, "/login")
			p.click(g.button)
			p.see(g.loggedIn)
			assert.Equal(t, s.URL+"/home", eval[string](p, "location.href"))
			checkAuthorize(t, s, "popup")
		})
	}
}

func TestDefaultStyleAddsClose(t *testing.T) {
	t.Parallel()
	s := serve(t, "7.1.0", "", func(s *server) { s.services[0]["loginStyle"] = "" })
	p := s.open(t, "/login")
	p.click("[role=group] button")
	p.see(`[title="User menu"]`)
	_, _, starts := s.record()
	require.Len(t, starts, 1)
	assert.Contains(t, starts[0], "redirect_uri="+url.QueryEscape(s.URL+"/_oauth/clavex?close")+"&")
}

// §14.3: up to 5.x the page stays blank after a login over REST.
func TestLoginRaceLeavesThePageBlankUntilReload(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.RESTLoginRace, "3.18.2", "5.3.6", "6.0.0") {
		s := serve(t, side.Version, "", nil)
		p := s.open(t, "/home")
		p.click(providerButton)
		s.awaitLogins(t, 1)
		p.wait("localStorage['Meteor.loginToken'] === 'login-token'")
		if side.Has {
			assert.Empty(t, eval[string](p, "document.body.innerText.trim()"))
			require.NoError(t, p.reload())
		}
		p.see(`img[src$="/avatar/alice"]`)
	}
}
