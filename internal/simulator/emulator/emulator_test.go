package emulator_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator"
)

func TestAnUnknownProviderIsRefusedWithTheKnownOnes(t *testing.T) {
	t.Parallel()
	_, err := emulator.New("keycloak", emulator.Options{BaseURL: "https://id.test"})
	require.EqualError(t, err, `emulating "keycloak": there is no such emulator; `+
		`there are authentik, clavex, encvoy, entra, miniorange`)
}

func TestABaseThatIsNoAddressIsRefused(t *testing.T) {
	t.Parallel()
	for id, base := range map[string]string{
		"clavex": "https://id.acme.eu", "entra": "https://login.microsoftonline.com", "encvoy": "encvoy.company",
	} {
		_, err := emulator.New(id, emulator.Options{BaseURL: base})
		assert.Error(t, err, id)
	}
}

func TestACodeFlowEndsWithTheClaimsOfTheProvider(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		code, _ := s.logIn(t, u, "nonce", "n-0S6_WzA2Mj")
		tokens := s.redeem(t, u, code)
		assert.Equal(t, "Bearer", tokens.text("token_type"))
		assert.Equal(t, u.refreshes, tokens.text("refresh_token") != "", "refresh token")

		claims := s.identity(t, u, tokens.text("access_token"), true)
		require.Equal(t, http.StatusOK, claims.status, claims.body)
		sub := claims.text("sub")
		assert.NotEmpty(t, sub)
		delete(claims.fields, "sub")
		delete(claims.fields, "updated_at")
		assert.Empty(t, cmp.Diff(u.claims, claims.fields))

		verifyIDToken(t, s, u, tokens, sub)
	})
}

// verifyIDToken has the identity token checked by another library.
func verifyIDToken(t *testing.T, s *site, u subject, tokens answer, sub string) {
	t.Helper()
	keys := call(t, mustGet(t, s.host+jwks(u)))
	var set jose.JSONWebKeySet
	require.NoError(t, jsonUnmarshal(keys.body, &set))
	public := &oidc.StaticKeySet{}
	for _, key := range set.Keys {
		public.PublicKeys = append(public.PublicKeys, key.Key)
	}
	token, err := oidc.NewVerifier(u.issuer(s), public, &oidc.Config{ClientID: s.credentials.ClientID}).
		Verify(t.Context(), tokens.text("id_token"))
	require.NoError(t, err)
	assert.Equal(t, sub, token.Subject)
	assert.Equal(t, "n-0S6_WzA2Mj", token.Nonce)
	assert.NoError(t, token.VerifyAccessToken(tokens.text("access_token")))
}

func jwks(u subject) string {
	return u.path + map[string]string{
		"authentik": "/rocket-chat/jwks/", "clavex": "/.well-known/jwks.json", "encvoy": "/api/oidc/jwks",
		"entra": "/discovery/keys", "miniorange": "/discovery/v2.0/keys",
	}[u.id]
}

func TestTheClientAuthenticatesByBasicOrInTheBody(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		for _, basic := range []bool{true, false} {
			code, _ := s.logIn(t, u)
			assert.Equal(t, http.StatusOK, s.exchange(t, u, code, s.credentials.ClientSecret, basic).status)
			code, _ = s.logIn(t, u)
			refused := s.exchange(t, u, code, "not the secret", basic)
			assert.Equal(t, u.wrongSecret, refused.status)
			assert.Equal(t, "invalid_client", refused.text("error"))
		}
	})
}

func TestTheBearerTokenTravelsAsTheProviderTakesIt(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		code, _ := s.logIn(t, u)
		token := s.redeem(t, u, code).text("access_token")
		assert.Equal(t, u.queryToken, s.identity(t, u, token, false).status)
		assert.Equal(t, http.StatusOK, s.identity(t, u, token, true).status)
		assert.Equal(t, http.StatusUnauthorized, s.identity(t, u, "undefined", true).status)
	})
}

func TestACodeIsGoodOnce(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		code, _ := s.logIn(t, u)
		s.redeem(t, u, code)
		again := s.exchange(t, u, code, s.credentials.ClientSecret, false)
		assert.Equal(t, http.StatusBadRequest, again.status)
		assert.Equal(t, "invalid_grant", again.text("error"))
		assert.Equal(t, "invalid_grant", s.exchange(t, u, "made-up", s.credentials.ClientSecret, false).text("error"))
	})
}

func TestACodeEnds(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		var later atomic.Int64
		now := func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
		s := open(t, u.id, u.path, emulator.Options{Now: now}, alice())
		code, _ := s.logIn(t, u)
		later.Store(int64(10*time.Minute + time.Second)) // Entra's is the longest
		ended := s.exchange(t, u, code, s.credentials.ClientSecret, false)
		assert.Equal(t, http.StatusBadRequest, ended.status)
		assert.Equal(t, "invalid_grant", ended.text("error"))
	})
}

func TestARedirectURIHasToBeTheRegisteredOne(t *testing.T) {
	t.Parallel()
	variants := []string{
		redirectURI + "/", "https://chat.test/_oauth/Svc", redirectURI + "?close", "http://chat.test/_oauth/svc",
		"https://chat.test:443/_oauth/svc", "https://evil.test/_oauth/svc", "",
	}
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		for _, variant := range variants {
			p := newBrowser(t).get(s.request(u, "redirect_uri", variant))
			assert.Nil(t, p.callback, variant)
			assert.Equal(t, u.wrongRedirect, p.status, variant)
			assert.Contains(t, p.body, u.wrongText, variant)
		}
		code, _ := s.logIn(t, u)
		mismatch := s.exchange(t, u, code, s.credentials.ClientSecret, false, "redirect_uri", redirectURI+"?close")
		assert.Equal(t, http.StatusBadRequest, mismatch.status)
		assert.Equal(t, "invalid_grant", mismatch.text("error"))
	})
}

func TestAnUnknownClientIsNotRedirected(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		p := newBrowser(t).get(s.request(u, "client_id", "nobody"))
		assert.Nil(t, p.callback)
		assert.Equal(t, u.unknownClient, p.status)
	})
}

func TestAnUnsupportedResponseTypeIsToldToTheClient(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		p := newBrowser(t).get(s.request(u, "response_type", "token"))
		require.NotNil(t, p.callback, p.body)
		assert.Equal(t, "unsupported_response_type", p.callback.Query().Get("error"))
		assert.Equal(t, state, p.callback.Query().Get("state"))
	})
}

func TestAWrongPasswordStaysAtTheProvider(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		b := newBrowser(t)
		p := u.signIn(b, b.get(s.request(u)), s.person.Login, "wrong")
		assert.Nil(t, p.callback)
		assert.Equal(t, http.StatusOK, p.status)
		assert.Contains(t, strings.ReplaceAll(p.body, "&#39;", "'"), u.refusal)
	})
}

func TestASecondAuthorizationNeedsNoForm(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		_, b := s.logIn(t, u)
		again := b.get(s.request(u))
		require.NotNil(t, again.callback, again.body)
		assert.NotEmpty(t, again.callback.Query().Get("code"))
		assert.Equal(t, state, again.callback.Query().Get("state"))
		assert.NotNil(t, b.get(s.request(u, "prompt", "none")).callback)
		assert.Nil(t, b.get(s.request(u, "prompt", "login")).callback)
	})
}

func TestLoggingOutEndsTheLoginAtTheProvider(t *testing.T) {
	t.Parallel()
	paths := map[string]string{
		"authentik": "/rocket-chat/end-session/", "clavex": "/logout", "encvoy": "/api/oidc/session/end",
		"entra": "/oauth2/logout", "miniorange": "/idp/oidc/logout",
	}
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		_, b := s.logIn(t, u)
		out := s.base + paths[u.id] + "?post_logout_redirect_uri="
		assert.Nil(t, b.get(out+url.QueryEscape("https://evil.test/")).callback)
		assert.Nil(t, b.get(s.request(u)).callback)

		_, b = s.logIn(t, u)
		home := b.get(out + url.QueryEscape(redirectURI))
		require.NotNil(t, home.callback, home.body)
		assert.Equal(t, redirectURI, home.callback.String())
	})
}

func TestARemovedPersonIsOut(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		code, b := s.logIn(t, u)
		token := s.redeem(t, u, code).text("access_token")
		require.NoError(t, s.Remove(t.Context(), s.person.Login))
		require.NoError(t, s.Remove(t.Context(), "nobody"))
		assert.Equal(t, http.StatusUnauthorized, s.identity(t, u, token, true).status)
		assert.Nil(t, b.get(s.request(u)).callback)
	})
}

func TestAReplacedPersonKeepsTheSubjectAndTheRegistrationGetsANewSecret(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		subjectOf := func() string {
			code, _ := s.logIn(t, u)
			return s.identity(t, u, s.redeem(t, u, code).text("access_token"), true).text("sub")
		}
		before := subjectOf()
		renamed := alice()
		renamed.Name = "Alice Renamed"
		require.NoError(t, s.Put(t.Context(), renamed))
		assert.Equal(t, before, subjectOf())

		old := s.credentials
		fresh, err := s.Register(t.Context(), provider.Registration{
			Name: "Rocket.Chat", ClientID: old.ClientID, RedirectURIs: []string{redirectURI},
		})
		require.NoError(t, err)
		assert.Equal(t, old.ClientID, fresh.ClientID)
		assert.NotEqual(t, old.ClientSecret, fresh.ClientSecret)
	})
}

func TestRequestsAreRecordedWithoutSecrets(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, u subject) {
		s := open(t, u.id, u.path, emulator.Options{}, alice())
		code, _ := s.logIn(t, u)
		token := s.redeem(t, u, code).text("access_token")
		s.identity(t, u, token, true)
		requests := s.Requests()
		last := requests[len(requests)-2:]
		assert.Equal(t, []provider.Request{
			{
				Endpoint: "token", Method: "POST", Path: u.path + u.token, ClientAuth: "post", Bearer: "none",
				Parameters: []string{"client_id", "client_secret", "code", "grant_type", "redirect_uri", "state"},
				ClientID:   s.credentials.ClientID, RedirectURI: redirectURI, Status: 200,
				At: last[0].At, Login: alice().Login,
			},
			{
				Endpoint: "userinfo", Method: "GET", Path: u.path + u.userinfo, ClientAuth: "none", Bearer: "header", Status: 200,
				At: last[1].At, Login: alice().Login,
			},
		}, last)
		assert.False(t, last[0].At.IsZero())
		assert.False(t, last[1].At.Before(last[0].At))
		assert.Equal(t, "openid profile email", requests[0].Scope)
		assert.Equal(t, "authorize", requests[0].Endpoint)
	})
}
