package emulator_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator"
)

// subjectOf is the subject with this id.
func subjectOf(t *testing.T, id string) subject {
	t.Helper()
	for _, u := range subjects() {
		if u.id == id {
			return u
		}
	}
	require.Fail(t, "no subject "+id)
	return subject{}
}

// providers: Clavex, "Every response carries Cross-Origin-Opener-Policy" and
// "Content-Security-Policy: form-action 'self' https:".
func TestClavexSendsItsTwoHeadersOnEveryResponse(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "clavex")
	s := open(t, u.id, u.path, emulator.Options{}, alice())
	for _, address := range []string{
		s.request(u), s.base + "/token", s.base + "/userinfo", s.host + "/healthz", s.host + "/nowhere",
		s.base + "/.well-known/openid-configuration",
	} {
		a := call(t, mustGet(t, address))
		assert.Equal(t, "same-origin", a.header.Get("Cross-Origin-Opener-Policy"), address)
		assert.Equal(t, "form-action 'self' https:", a.header.Get("Content-Security-Policy"), address)
	}
}

// providers: Clavex, "302 to redirect_uri?code=…&session_state=…&state=…&iss=…
// (iss not percent-encoded)".
func TestClavexCallbackHasFourParametersInOrder(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "clavex")
	s := open(t, u.id, u.path, emulator.Options{}, alice())
	b := newBrowser(t)
	p := u.signIn(b, b.get(s.request(u)), s.person.Login, s.person.Password)
	assert.Equal(t, http.StatusFound, p.status)
	require.NotNil(t, p.callback)
	assert.Regexp(t, `^code=[^&]+&session_state=[0-9a-f]{64}\.[^&]+&state=[^&]+&iss=`, p.callback.RawQuery)
	assert.True(t, strings.HasSuffix(p.header.Get("Location"), "&iss="+s.base))
	assert.Equal(t, state, p.callback.Query().Get("state"))
}

// providers: Clavex, "Plain user: …" and "groups and roles always come".
func TestClavexTellsFourClaimsOnlyAfterTheyWereSet(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "clavex")
	s := open(t, u.id, u.path, emulator.Options{}, provider.Person{
		Login: "bob@acme.test", Password: "pw", Email: "bob@acme.test",
		Name: "Bob Plain", GivenName: "Bob", FamilyName: "Plain",
	})
	code, _ := s.logIn(t, u)
	claims := s.identity(t, u, s.redeem(t, u, code).text("access_token"), true)
	var names []string
	for name := range claims.fields {
		names = append(names, name)
	}
	assert.ElementsMatch(t, []string{
		"email", "email_verified", "family_name", "given_name", "groups", "name", "roles", "sub", "updated_at",
	}, names)
	assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-`, claims.text("sub"))
}

// providers: Clavex, "Errors".
func TestClavexErrors(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "clavex")
	s := open(t, u.id, u.path, emulator.Options{}, alice())

	unknown := call(t, mustGet(t, s.request(u, "client_id", "nobody")))
	assert.Equal(t, "invalid_request", unknown.text("error"))
	assert.Equal(t, http.StatusNotFound, call(t, mustGet(t, s.host+"/other/authorize?client_id=x")).status)

	for parameter, expected := range map[string]string{"scope": "invalid_scope", "prompt": "login_required"} {
		p := newBrowser(t).get(s.request(u, parameter, map[string]string{"scope": "profile", "prompt": "none"}[parameter]))
		require.NotNil(t, p.callback, parameter)
		assert.Equal(t, expected, p.callback.Query().Get("error"))
	}

	code, _ := s.logIn(t, u)
	wrong := s.exchange(t, u, code, "wrong", true)
	assert.Equal(t, http.StatusBadRequest, wrong.status)
	assert.Empty(t, wrong.header.Get("WWW-Authenticate"))

	bad := s.identity(t, u, "bad", true)
	assert.JSONEq(t, `{"error":"Unauthorized","message":"invalid token"}`, bad.body)
}

// providers: Clavex, "access_token (PS256 JWT) … 3600. The id_token has no
// profile claims", "SSO cookie 12 h".
func TestClavexTokensAndSession(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "clavex")
	s := open(t, u.id, u.path, emulator.Options{}, alice())
	code, _ := s.logIn(t, u)
	tokens := s.redeem(t, u, code)
	assert.InDelta(t, 3600, tokens.fields["expires_in"], 0)
	assert.Equal(t, "PS256", header(t, tokens.text("access_token"))["alg"])
	for name := range payload(t, tokens.text("id_token")) {
		assert.NotContains(t, []string{"email", "name", "preferred_username", "groups", "picture"}, name)
	}
	b := newBrowser(t)
	p := u.signIn(b, b.get(s.request(u)), s.person.Login, s.person.Password)
	assert.Contains(t, p.header.Get("Set-Cookie"), "Max-Age=43200")
}

// providers: Clavex, "Limits".
func TestClavexLimits(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "clavex")
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	s := open(t, u.id, u.path, emulator.Options{RateLimits: true, Now: func() time.Time { return noon }}, alice())
	b := newBrowser(t)
	page := b.get(s.request(u))
	for range 10 {
		assert.Equal(t, http.StatusOK, u.signIn(b, page, s.person.Login, "wrong").status)
	}
	assert.Equal(t, http.StatusTooManyRequests, u.signIn(b, page, s.person.Login, "wrong").status)
	for range 60 {
		assert.Equal(t, http.StatusBadRequest, s.exchange(t, u, "x", "x", false).status)
	}
	assert.Equal(t, http.StatusTooManyRequests, s.exchange(t, u, "x", "x", false).status)
	for range 120 - 73 {
		assert.Equal(t, http.StatusOK, b.get(s.request(u)).status)
	}
	assert.Equal(t, http.StatusTooManyRequests, b.get(s.request(u)).status)
}

func TestClavexEndsALoginThatWasLeftOpen(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "clavex")
	s := open(t, u.id, u.path, emulator.Options{}, alice())
	r, err := http.NewRequest(http.MethodPost, s.base+u.authorize,
		strings.NewReader(url.Values{"login_session_id": {"gone"}, "email": {"x"}, "password": {"y"}}.Encode()))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	assert.Equal(t, http.StatusBadRequest, call(t, r).status)
}
