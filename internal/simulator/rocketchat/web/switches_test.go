package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
)

// providerButton finds the button of the only service in either generation.
const providerButton = "[role=group] button, .external-login"

// #13373: since 3.4 the authorize parameters are encoded, but for the client id.
func TestReleasesThatEncodeTheAuthorizeRequest(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.AuthorizeEncoded, "3.3.3", "3.4.0", "8.9.0") {
		s := serve(t, side.Version, "", func(s *server) { s.services[0]["scope"] = "openid,email" })
		p := s.open(t, "/login")
		p.click(providerButton)
		s.awaitLogins(t, 1)
		_, _, starts := s.record()
		encoded := url.QueryEscape(s.URL+"/_oauth/clavex") + "&"
		assert.Equal(t, side.Has, strings.Contains(starts[0], "&redirect_uri="+encoded), side.Version)
		assert.Equal(t, side.Has, strings.Contains(starts[0], "&scope=openid%2Cemail"), side.Version)
		assert.Contains(t, starts[0], "&client_id=rc+1&")
	}
}

// §3.1, #24355: 4.4.0 forgot ?close.
func TestReleasesThatAddClose(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.CloseOnRedirectURI, "4.4.0", "4.4.1", "8.9.0") {
		s := serve(t, side.Version, "", func(s *server) { s.services[0]["loginStyle"] = "" })
		p := s.open(t, "/login")
		p.click(providerButton)
		s.awaitLogins(t, 1)
		_, _, starts := s.record()
		assert.Equal(t, side.Has, strings.Contains(starts[0], url.QueryEscape("?close")), side.Version)
	}
}

// §9: the generations of the page, the name of its field, and whether the
// sign-up page shows services.
func TestPagesByRelease(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.ReactLoginPage, "5.3.6", "5.4.0") {
		p := serve(t, side.Version, "", nil).open(t, "/login")
		p.see(providerButton)
		assert.Equal(t, side.Has, eval[bool](p, "document.querySelector('#login-card') === null"), side.Version)
	}
	for _, side := range releasetest.Sides(t, release.LoginFieldUsername, "5.4.0", "6.13.1", "7.0.0") {
		p := serve(t, side.Version, "", nil).open(t, "/login")
		p.see(providerButton)
		assert.Equal(t, side.Has, eval[bool](p, "document.querySelector('[name=username]') !== null"), side.Version)
		assert.Equal(t, !side.Has, eval[bool](p, "document.querySelector('[name=usernameOrEmail]') !== null"), side.Version)
	}
	for _, side := range releasetest.Sides(t, release.SignUpPageServices, "5.3.6", "5.4.0") {
		p := serve(t, side.Version, "", nil).open(t, "/login")
		p.see(providerButton)
		eval[any](p, `[...document.querySelectorAll("form a, button.register")].at(-1).click()`)
		p.see("input[type=email], [name=email]")
		assert.Equal(t, side.Has, eval[bool](p, "document.querySelector(`"+providerButton+"`) !== null"), side.Version)
	}
}

// #33333: the React page has applied the button's colours since 7.0.
func TestReleasesThatApplyColours(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.ButtonColours, "5.3.6", "5.4.0", "6.13.1", "7.0.0") {
		p := serve(t, side.Version, "", nil).open(t, "/login")
		assert.Equal(t, side.Has, p.style(providerButton, "background-color") == "rgb(0, 170, 85)", side.Version)
	}
}

// §9.2: how much of a failure the page tells; nothing between the toasts of
// Blaze and the callouts of 6.3, where known ids have texts, later any reason.
func TestReleasesThatTellOfFailures(t *testing.T) {
	t.Parallel()
	known := map[string]any{"error": "error-user-is-not-activated", "reason": "User is not activated"}
	other := map[string]any{"error": "CustomOAuth", "reason": "User with username alice already exists"}
	for _, side := range releasetest.Sides(t, release.LoginErrorToast, "5.3.6", "5.4.0") {
		requireTold(t, side.Version, other, side.Has)
	}
	for _, side := range releasetest.Sides(t, release.LoginErrorKnownIDs, "6.2.12", "6.3.0", "6.6.1") {
		requireTold(t, side.Version, known, side.Has)
	}
	for _, side := range releasetest.Sides(t, release.LoginErrorReason, "6.6.1", "6.7.0", "8.9.0") {
		requireTold(t, side.Version, other, side.Has)
	}
}

// requireTold tries a popup login that fails, and compares whether the page says so.
func requireTold(t *testing.T, version string, failure map[string]any, told bool) {
	t.Helper()
	s := serve(t, version, "", func(s *server) {
		s.services[0]["loginStyle"] = "popup"
		s.loginError = failure
	})
	p := s.open(t, "/login")
	p.click(providerButton)
	s.awaitLogins(t, 1)
	if told {
		p.see(".rcx-callout, .toast")
		return
	}
	// A message would be drawn with the answer to the login; this one is later.
	eval[any](p, "fetch('/api/v1/settings.public').then((r) => r.text())")
	assert.Empty(t, failed(p), version)
}

// #31753: the buttons of 6.6.0 do nothing.
func TestDeadButton(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.CustomButtonDead, "6.5.8", "6.6.0", "6.6.1") {
		s := serve(t, side.Version, "", nil)
		p := s.open(t, "/login")
		p.click(providerButton)
		if !side.Has {
			s.awaitLogins(t, 1)
			continue
		}
		assert.Equal(t, "/login", eval[string](p, "location.pathname"))
		_, _, starts := s.record()
		assert.Empty(t, starts)
	}
}

// §7.3, #30750: 6.4.0 to 6.4.5 lose a login by redirect in Firefox, and there only.
func TestReleasesThatLoseARedirectInFirefox(t *testing.T) {
	t.Parallel()
	const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:119.0) Gecko/20100101 Firefox/119.0"
	// The secret has come, and the login form is drawn all the same.
	const unused = "Object.keys(sessionStorage).join().startsWith('Meteor.oauth.credentialSecret-') && document.querySelector('[role=group] button') !== null"
	for _, side := range releasetest.Sides(t, release.RedirectLoginLost, "6.3.12", "6.4.0", "6.4.5", "6.4.6") {
		s := serve(t, side.Version, "", nil)
		p := s.open(t, "/login", chromedp.UserAgent(firefox))
		p.click(providerButton)
		if side.Has {
			require.Eventually(t, func() bool { // while the page is left and loaded again
				lost, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](unused))
				return err == nil && lost
			}, deadline, 10*time.Millisecond)
			logins, _, starts := s.record()
			assert.Len(t, starts, 1)
			assert.Empty(t, logins, side.Version)
			continue
		}
		s.awaitLogins(t, 1)
	}
	s := serve(t, "6.4.0", "", nil)
	p := s.open(t, "/login")
	p.click(providerButton)
	s.awaitLogins(t, 1)
}
