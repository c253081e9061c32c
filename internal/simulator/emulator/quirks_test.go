package emulator_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator"
)

func header(t *testing.T, token string) map[string]any  { return segment(t, token, 0) }
func payload(t *testing.T, token string) map[string]any { return segment(t, token, 1) }

func segment(t *testing.T, token string, n int) map[string]any {
	t.Helper()
	parts := strings.Split(token, ".")
	require.Len(t, parts, 3)
	document, err := base64.RawURLEncoding.DecodeString(parts[n])
	require.NoError(t, err)
	var fields map[string]any
	require.NoError(t, json.Unmarshal(document, &fields))
	return fields
}

// providers: Encvoy ID, "/me is filtered by what the user has made public; the
// default is picture nickname".
func TestEncvoyHidesAProfileThatIsNotPublic(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "encvoy")
	private := alice()
	private.PublicProfile = false
	s := open(t, u.id, u.path, emulator.Options{}, private)
	code, _ := s.logIn(t, u)
	tokens := s.redeem(t, u, code)
	claims := s.identity(t, u, tokens.text("access_token"), true)
	assert.Equal(t, map[string]any{
		"nickname": "QuickFox", "picture": "https://pictures.test/alice.png", "sub": "1",
	}, claims.fields)
	assert.Equal(t, "QuickFox", payload(t, tokens.text("id_token"))["nickname"], "the id_token repeats them")
}

// providers: Encvoy ID, "a consent step on the first login; callback adds iss";
// encvoy/id, interaction.controller.ts: the cross shows the login again.
func TestEncvoyAsksForConsentOnce(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "encvoy")
	s := open(t, u.id, u.path, emulator.Options{}, alice())
	b := newBrowser(t)
	p := b.submit(b.get(s.request(u)), "login", url.Values{"login": {"alice"}})
	p = b.submit(p, "password", url.Values{"password": {s.person.Password}})
	require.Contains(t, p.body, "Requested scopes")

	crossed, ok := findForm(p.body, "")
	assert.False(t, ok, "%v", crossed)
	back := b.get(p.url.String() + "/clean")
	assert.Nil(t, back.callback)
	assert.Contains(t, back.body, `name="login"`)

	p = b.submit(b.get(s.request(u)), "prompt", nil)
	require.NotNil(t, p.callback, p.body)
	assert.Contains(t, p.callback.RawQuery, "&iss="+url.QueryEscape(s.base))
	assert.NotNil(t, b.get(s.request(u)).callback, "asked once")
	assert.NotNil(t, b.get(s.request(u, "scope", "openid profile email nonsense")).callback, "unknown scopes are ignored")
}

// providers: Encvoy ID, "Errors" and "without openid there is no id_token".
func TestEncvoyErrors(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "encvoy")
	s := open(t, u.id, u.path, emulator.Options{}, alice())
	code, _ := s.logIn(t, u)
	wrong := s.exchange(t, u, code, "wrong", false)
	assert.True(t, strings.HasPrefix(wrong.header.Get("WWW-Authenticate"), "Basic"))
	assert.True(t, strings.HasPrefix(s.identity(t, u, "bad", true).header.Get("WWW-Authenticate"), "Bearer"))

	code, _ = s.logIn(t, u, "scope", "profile")
	tokens := s.redeem(t, u, code)
	assert.Empty(t, tokens.text("id_token"))
	code, _ = s.logIn(t, u, "scope", "openid offline_access")
	assert.NotEmpty(t, s.redeem(t, u, code).text("refresh_token"), "only with offline_access")
}

// authentik: paths end with a slash; Django redirects with 301, after which a
// POST arrives as a GET.
func TestAuthentikWithoutTrailingSlash(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "authentik")
	s := open(t, u.id, u.path, emulator.Options{}, alice())
	u.authorize, u.token = "/authorize", "/token"
	authorize := call(t, mustGet(t, s.request(u)))
	assert.Equal(t, http.StatusMovedPermanently, authorize.status)
	assert.True(t, strings.HasPrefix(authorize.header.Get("Location"), u.path+"/authorize/?client_id="))
	assert.Equal(t, http.StatusMovedPermanently, s.exchange(t, u, "x", "x", false).status)
	assert.Equal(t, http.StatusMethodNotAllowed, call(t, mustGet(t, s.base+"/token/")).status)
}

// providers: authentik, "ak-stage-consent"; the explicit flow is an option.
func TestAuthentikAsksForConsentInItsExplicitFlow(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "authentik")
	s := open(t, u.id, u.path, emulator.Options{ExplicitConsent: true}, alice())
	b := newBrowser(t)
	p := u.signIn(b, b.get(s.request(u)), "alice", s.person.Password)
	require.Nil(t, p.callback)
	executor := b.executor(p)
	asked := b.challenge(executor, nil)
	assert.Equal(t, "ak-stage-consent", asked["component"])
	assert.Equal(t, "You're about to sign into Rocket.Chat.", asked["header_text"])
	assert.Len(t, asked["permissions"], 2)
	done := b.challenge(executor, map[string]string{"component": "ak-stage-consent"})
	assert.Contains(t, done["to"], redirectURI+"?code=")
	assert.NotNil(t, b.get(s.request(u)).callback, "asked once")
}

// A flow must not lead to another host.
func TestAuthentikFollowsOnlyPathsOfItsOwn(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "authentik")
	for _, next := range []string{"https://evil.test/", "//evil.test/", `/\evil.test`, ""} {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		b := newBrowser(t)
		p := b.get(s.host + "/flows/-/default/authentication/?next=" + url.QueryEscape(next))
		executor := b.executor(p)
		b.challenge(executor, map[string]string{"uid_field": "alice"})
		assert.Equal(t, "/", b.challenge(executor, map[string]string{"password": s.person.Password})["to"], next)
	}
}

// providers: Microsoft Entra ID, "v1 userinfo gives sub, name, family_name,
// given_name, and neither email nor preferred_username unless …".
func TestEntraTellsMoreOnlyAsOptionalClaims(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "entra")
	person := alice()
	person.Claims = map[string]any{"email": "alice@acme.test", "upn": "alice@acme.test"}
	s := open(t, u.id, u.path, emulator.Options{}, person)
	code, _ := s.logIn(t, u)
	tokens := s.redeem(t, u, code)
	assert.Equal(t, "3599", tokens.fields["expires_in"], "numbers are text in v1")
	assert.Equal(t, "00000002-0000-0000-c000-000000000000", payload(t, tokens.text("access_token"))["aud"])
	claims := s.identity(t, u, tokens.text("access_token"), true)
	assert.Equal(t, "alice@acme.test", claims.text("email"))
	assert.Equal(t, "alice@acme.test", claims.text("upn"))
}

// providers: Microsoft Entra ID, "Only https redirect URIs, except localhost".
func TestEntraRegistersHTTPSRedirectsOnly(t *testing.T) {
	t.Parallel()
	e, err := emulator.New("entra", emulator.Options{BaseURL: "https://login.microsoftonline.com/contoso"})
	require.NoError(t, err)
	for uri, refused := range map[string]bool{
		"https://chat.test/_oauth/o365": false, "http://localhost:3000/_oauth/o365": false,
		"http://chat.test/_oauth/o365": true, "http://127.0.0.1/_oauth/o365": true,
	} {
		_, err := e.Register(t.Context(), provider.Registration{RedirectURIs: []string{uri}})
		assert.Equal(t, refused, err != nil, uri)
	}
}

func TestEntraCancelledConsentIsAccessDenied(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "entra")
	s := open(t, u.id, u.path, emulator.Options{OpenerPolicy: true}, alice())
	b := newBrowser(t)
	p := b.submit(b.get(s.request(u)), "loginfmt", url.Values{"loginfmt": {"nobody@acme.test"}})
	assert.Contains(t, p.body, "This username may be incorrect.")
	assert.Equal(t, "same-origin", p.header.Get("Cross-Origin-Opener-Policy"))
	p = b.submit(p, "loginfmt", url.Values{"loginfmt": {s.person.Login}})
	p = b.submit(p, "passwd", url.Values{"passwd": {s.person.Password}})
	p = b.submit(p, "idBtn_Back", url.Values{"answer": {"Cancel"}})
	require.NotNil(t, p.callback, p.body)
	assert.Equal(t, "access_denied", p.callback.Query().Get("error"))
	assert.Contains(t, p.callback.Query().Get("error_description"), "AADSTS65004")
	assert.Equal(t, state, p.callback.Query().Get("state"))
}

func TestEntraNumbersItsTokenErrors(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "entra")
	s := open(t, u.id, u.path, emulator.Options{}, alice())
	code, _ := s.logIn(t, u)
	assert.Contains(t, s.exchange(t, u, code, "wrong", false).text("error_description"), "AADSTS7000215: Invalid client secret")
	assert.Contains(t, s.exchange(t, u, code, s.credentials.ClientSecret, false, "redirect_uri", "https://x.test").
		text("error_description"), "AADSTS500112")
	s.redeem(t, u, code)
	assert.Contains(t, s.exchange(t, u, code, s.credentials.ClientSecret, false).text("error_description"), "AADSTS54005")
}

// The guide: "You can also opt for 2-factor authentication".
func TestMiniOrangeAsksForTheSecondFactor(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "miniorange")
	person := alice()
	person.Authenticator = "JBSWY3DPEHPK3PXP"
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	s := open(t, u.id, u.path, emulator.Options{Now: func() time.Time { return noon }}, person)
	secret, asked := s.SecondFactor(person.Login)
	require.True(t, asked)

	b := newBrowser(t)
	p := u.signIn(b, b.get(s.request(u)), person.Login, person.Password)
	require.Nil(t, p.callback)
	p = b.submit(p, "otp", url.Values{"otp": {"000000"}})
	require.Contains(t, p.body, "Invalid OTP")
	right, err := totp.GenerateCode(secret, noon)
	require.NoError(t, err)
	p = b.submit(p, "otp", url.Values{"otp": {right}})
	require.NotNil(t, p.callback, p.body)

	claims := s.identity(t, u, s.redeem(t, u, p.callback.Query().Get("code")).text("access_token"), true)
	assert.NotContains(t, fmt.Sprint(claims.fields), secret)
}

// The default flow asks whoever has a device, and takes no code twice (django-otp).
func TestAuthentikAsksForTheSecondFactor(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "authentik")
	person := alice()
	person.Authenticator = "JBSWY3DPEHPK3PXP"
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	s := open(t, u.id, u.path, emulator.Options{Now: func() time.Time { return noon }}, person)
	right, err := person.Authenticator.Code(noon)
	require.NoError(t, err)
	late, err := person.Authenticator.Code(noon.Add(30 * time.Second))
	require.NoError(t, err)
	for _, tt := range []struct {
		code string
		want string
	}{
		{"000000", "Invalid Token"}, {right, "xak-flow-redirect"}, {right, "Invalid Token"}, {late, "xak-flow-redirect"},
	} {
		b := newBrowser(t)
		asked := u.signIn(b, b.get(s.request(u)), person.Login, person.Password)
		require.Contains(t, asked.body, "ak-stage-authenticator-validate")
		answer := b.challenge(b.executor(asked), map[string]string{"code": tt.code})
		assert.Contains(t, fmt.Sprint(answer), tt.want)
	}
}

func TestMiniOrangeIntrospectsAndRevokes(t *testing.T) {
	t.Parallel()
	u := subjectOf(t, "miniorange")
	s := open(t, u.id, u.path, emulator.Options{SecondFactor: false}, alice())
	code, _ := s.logIn(t, u)
	token := s.redeem(t, u, code).text("access_token")
	ask := func(path string) answer {
		r, err := http.NewRequest(http.MethodPost, s.base+path, strings.NewReader(url.Values{"token": {token}}.Encode()))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth(s.credentials.ClientID, s.credentials.ClientSecret)
		return call(t, r)
	}
	assert.Equal(t, true, ask("/rest/oauth/introspect").fields["active"])
	assert.Equal(t, http.StatusOK, ask("/rest/oauth/revoke").status)
	assert.Equal(t, false, ask("/rest/oauth/introspect").fields["active"])
	assert.Equal(t, http.StatusUnauthorized, s.identity(t, u, token, true).status)
}

// The guide lists the grant "Client Credentials"; no other provider's guide does.
func TestOnlyMiniOrangeGivesClientsTokensOfTheirOwn(t *testing.T) {
	t.Parallel()
	for id, status := range map[string]int{"miniorange": http.StatusOK, "authentik": http.StatusBadRequest} {
		u := subjectOf(t, id)
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		r, err := http.NewRequest(http.MethodPost, s.base+u.token, strings.NewReader("grant_type=client_credentials"))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth(s.credentials.ClientID, s.credentials.ClientSecret)
		answered := call(t, r)
		assert.Equal(t, status, answered.status, id)
		assert.Equal(t, status == http.StatusOK, answered.text("access_token") != "", id)
		assert.Empty(t, answered.text("refresh_token"), id)
		if token := answered.text("access_token"); token != "" {
			assert.Equal(t, http.StatusUnauthorized, s.identity(t, u, token, true).status, "nobody's user info")
		}
	}
}
