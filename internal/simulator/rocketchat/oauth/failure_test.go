package oauth_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
	"gonogo/internal/simulator/rocketchat/oauth"
)

// failing is one row of observed §E.1. URL stands for the provider's address.
type failing struct {
	settings map[string]any
	token    http.HandlerFunc
	me       http.HandlerFunc
	stored   string
	requests []string // what the provider saw, path and query
}

const (
	handshake = "Failed to complete OAuth handshake with clavex at URL/oauth/token. "
	fetch     = "Failed to fetch identity from clavex at URL/me. "
	tokenPath = "/oauth/token"
	mePath    = "/me?access_token=at-1"
)

func failures() map[string]failing {
	only, both := []string{tokenPath}, []string{tokenPath, mePath}
	without := `{"token_type":"Bearer"}`
	return map[string]failing{
		"token 401":         {nil, reply(401, `{"error":"invalid_client"}`), nil, handshake + "Unauthorized", only},
		"token 400":         {nil, reply(400, `{"error":"invalid_grant"}`), nil, handshake + "Bad Request", only},
		"token 500":         {nil, reply(500, "<h1>oops</h1>"), nil, handshake + "Internal Server Error", only},
		"token html":        {nil, reply(200, "<h1>hello</h1>"), nil, handshake + `invalid json response body at URL/oauth/token reason: Unexpected token '<', "<h1>hello</h1>" is not valid JSON`, only},
		"token long html":   {nil, reply(200, "<!DOCTYPE html><html></html>"), nil, handshake + `invalid json response body at URL/oauth/token reason: Unexpected token '<', "<!DOCTYPE "... is not valid JSON`, only},
		"token empty":       {nil, reply(200, ""), nil, handshake + "invalid json response body at URL/oauth/token reason: Unexpected end of JSON input", only},
		"token error":       {nil, reply(200, `{"error":"invalid_grant","error_description":"no"}`), nil, handshake + "invalid_grant", only},
		"no access token":   {nil, reply(200, without), reply(401, ""), fetch + "Unauthorized", []string{tokenPath, "/me?access_token=undefined"}},
		"connection reset":  {nil, reset, nil, handshake + "request to URL/oauth/token failed, reason: socket hang up", only},
		"identity 401":      {nil, nil, reply(401, ""), fetch + "Unauthorized", both},
		"identity 500":      {nil, nil, reply(500, "x"), fetch + "Internal Server Error", both},
		"identity html":     {nil, nil, reply(200, "<h1>hello</h1>"), fetch + `invalid json response body at URL/me?access_token=at-1 reason: Unexpected token '<', "<h1>hello</h1>" is not valid JSON`, both},
		"no username claim": {nil, nil, reply(200, `{"sub":"1","email":"a@b"}`), fetch + "CustomOAuth: Failed to extract username", both},
		"no e-mail claim":   {nil, nil, reply(200, `{"sub":"1","preferred_username":"a"}`), fetch + "CustomOAuth: Failed to extract email", both},
		"e-mail null":       {nil, nil, reply(200, `{"sub":"1","preferred_username":"a","email":null}`), fetch + "CustomOAuth: Failed to extract email", both},
		"refused":           {map[string]any{prefix + "-token_path": "http://127.0.0.1:1/oauth/token"}, nil, nil, "Failed to complete OAuth handshake with clavex at http://127.0.0.1:1/oauth/token. request to http://127.0.0.1:1/oauth/token failed, reason: connect ECONNREFUSED 127.0.0.1:1", nil},
		"unknown host":      {map[string]any{prefix + "-token_path": "http://no-such-host.invalid/t"}, nil, nil, "Failed to complete OAuth handshake with clavex at http://no-such-host.invalid/t. request to http://no-such-host.invalid/t failed, reason: getaddrinfo EAI_AGAIN no-such-host.invalid", nil},
	}
}

func TestProviderMisbehaves(t *testing.T) {
	t.Parallel()
	for name, c := range failures() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "7.1.0", c.settings)
			w.provider.answer(c.token, c.me)
			p := w.callback(t, good())
			require.Equal(t, map[string]any{"setCredentialToken": false, "storagePrefix": "Meteor.oauth.credentialSecret-", "isCordova": false}, p.config)
			require.Equal(t, strings.ReplaceAll(c.stored, "URL", w.provider.URL), w.storedError(t, "tok"))
			require.Equal(t, c.requests, w.paths())
			for range 2 {
				require.Equal(t, unreadable(), w.login(t, "tok", nil), "the entry is not removed")
			}
			require.Empty(t, w.log.Lines())
			require.Zero(t, w.users(t))
		})
	}
}

// paths are the addresses that the provider was asked for.
func (w *world) paths() []string {
	var paths []string
	for _, r := range w.provider.got() {
		if r.query != "" {
			r.path += "?" + r.query
		}
		paths = append(paths, r.path)
	}
	return paths
}

func TestSilentProviderIsLeftAfterTheTimeout(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil, func(o *oauth.Options) { o.Timeout = 20 * time.Millisecond })
	hold := make(chan struct{})
	t.Cleanup(func() { close(hold) })
	w.provider.answer(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hold:
		case <-r.Context().Done():
		}
	}, nil)
	w.callback(t, good())
	require.Equal(t, strings.ReplaceAll(handshake, "URL", w.provider.URL)+"The user aborted a request.", w.storedError(t, "tok"))
}

// Before 6.3.0 errors quote status and body (§4.2, §14.5); a stored error is
// returned once.
func TestErrorsUpTo62(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]failing{
		"token 401":    {token: reply(401, "{\"error\":\n\"invalid_client\"}"), stored: handshake + `failed [401] {"error": "invalid_client"}`},
		"identity 500": {me: reply(500, ""), stored: fetch + "failed [500]"},
		"token html":   {token: reply(200, "<h1>"), stored: handshake + "Unexpected token < in JSON at position 0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "3.18.2", nil)
			w.provider.answer(c.token, c.me)
			w.callback(t, good())
			want := strings.ReplaceAll(c.stored, "URL", w.provider.URL)
			require.Equal(t, want, w.storedError(t, "tok"))
			_, err := w.LoginWithCredential(t.Context(), "tok", nil)
			require.EqualError(t, err, want)
			require.Empty(t, w.accounts.PresentDDP(err))
			require.Contains(t, joined(w.log), want)
			_, err = w.LoginWithCredential(t.Context(), "tok", nil)
			require.EqualError(t, err, "No matching login attempt found [145546287]")
		})
	}
}

func TestIdentityWithoutID(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	w.provider.answer(nil, reply(200, `{"preferred_username":"a","email":"a@b"}`))
	p := w.callback(t, good())
	require.NotNil(t, secretOf(p), "the callback succeeds")
	require.Equal(t, map[string]any{"status": "error", "message": "Service data for service clavex must include id"}, w.login(t, "tok", secretOf(p)))
}

// A claim that the database refuses fails like a bad answer (observed §A).
func TestClaimWithDollar(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	w.provider.answer(nil, reply(200, `{"sub":"1","preferred_username":"a","email":"a@b","$dollar":1}`))
	require.Nil(t, secretOf(w.callback(t, good())))
	require.Equal(t, unreadable(), w.login(t, "tok", nil))
}

func TestTrailingSlashIsDoubled(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", nil)
	w.settings.Set(map[string]any{prefix + "-url": w.provider.URL + "/"})
	require.NoError(t, w.Refresh(t.Context()))
	w.callback(t, good())
	require.Equal(t, "//oauth/token", w.paths()[0])
}

// §4.2: 8.2.0 refuses providers on private addresses.
func TestGuardOf820(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.SSRFGuardOnLogin, "8.1.8", "8.2.0", "8.2.1", "8.9.0") {
		t.Run(side.Version, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, side.Version, nil)
			w.callback(t, good())
			require.Equal(t, side.Has, strings.HasSuffix(w.storedError(t, "tok"), ". error-ssrf-validation-failed"))
		})
	}
}

// §4.3: since 8.7 the texts of the mapping have no prefix.
func TestMappingErrorsByRelease(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.ModernFlow, "6.13.1", "8.6.2", "8.7.0", "8.9.0") {
		w := newWorld(t, side.Version, nil)
		w.provider.answer(nil, reply(200, `{"sub":"1"}`))
		w.callback(t, good())
		require.Equal(t, side.Has, w.storedError(t, "tok") == "CustomOAuth: Failed to extract username", side.Version)
	}
}

// §4.2: up to 6.2 an error quotes status and body, later the status text alone.
func TestReleasesThatQuoteTheProvider(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.ErrorsCarryBody, "3.18.2", "6.2.12", "6.3.0", "8.9.0") {
		w := newWorld(t, side.Version, nil)
		w.provider.answer(reply(400, `{"error":"invalid_grant"}`), nil)
		w.callback(t, good())
		quoted := ". Bad Request"
		if side.Has {
			quoted = `. failed [400] {"error":"invalid_grant"}`
		}
		require.True(t, strings.HasSuffix(w.storedError(t, "tok"), quoted), "%s: %s", side.Version, w.storedError(t, "tok"))
	}
}

// §14.7: since 7.0 the login cannot read what the callback has stored.
func TestReleasesThatCannotReadAStoredError(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.StoredErrorUnreadable, "3.18.2", "6.13.1", "7.0.0", "8.9.0") {
		w := newWorld(t, side.Version, nil)
		w.provider.answer(reply(500, "x"), nil)
		w.callback(t, good())
		first := w.login(t, "tok", nil)
		require.Equal(t, side.Has, first["message"] == unreadable()["message"], side.Version)
		require.Equal(t, side.Has, w.storedError(t, "tok") != "", "%s: it is removed where it can be read", side.Version)
	}
}

func TestSecretsStayOutOfTheLog(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "6.4.9", nil)
	w.provider.answer(nil, reply(200, "<h1>"))
	w.callback(t, good())
	_, err := w.LoginWithCredential(t.Context(), "tok", nil)
	require.ErrorContains(t, err, "at-1")
	w.accounts.PresentDDP(err)
	require.Contains(t, joined(w.log), "invalid json response body")
	require.NotContains(t, joined(w.log), "at-1")
}

// A POST callback carries the same parameters in its body (§4.1).
func TestPostedCallback(t *testing.T) {
	t.Parallel()
	for kind, body := range map[string]string{
		"application/x-www-form-urlencoded": good().Encode(),
		"application/json":                  `{"code":"c","state":"` + packState(nil) + `"}`,
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "7.1.0", nil)
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+"/_oauth/clavex", io.NopCloser(strings.NewReader(body)))
			require.NoError(t, err)
			request.Header.Set("Content-Type", kind)
			require.Nil(t, w.login(t, "tok", secretOf(w.do(t, request))))
		})
	}
}
