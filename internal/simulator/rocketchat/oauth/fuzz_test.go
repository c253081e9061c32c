package oauth_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/simulator/rocketchat/oauth"
)

// answers is a provider that is asked without a network: the token endpoint's
// answer, and the identity endpoint's.
type answers struct{ token, me []byte }

// RoundTrip satisfies [http.RoundTripper].
func (a *answers) RoundTrip(r *http.Request) (*http.Response, error) {
	body := a.me
	if r.Method == http.MethodPost {
		body = a.token
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader(string(body))),
	}, nil
}

// fuzzed are a workspace of each way to log in and fail, with its provider.
func fuzzed(f *testing.F) map[*world]*answers {
	f.Helper()
	all := map[*world]*answers{}
	for _, version := range []string{"3.18.2", "7.1.0", "8.9.0"} {
		a := &answers{token: []byte(`{"access_token":"at-1"}`), me: []byte(alice)}
		mapped := map[string]any{prefix + "-avatar_field": "picture", prefix + "-merge_users": true, prefix + "-merge_roles": true}
		all[newWorld(f, version, mapped, func(o *oauth.Options) { o.HTTP = &http.Client{Transport: a} })] = a
	}
	return all
}

// Any callback is answered with a page that hands a credential out only for a
// state that can be read back, or not answered at all; it never panics, and the
// next good one is served.
func FuzzCallback(f *testing.F) {
	for _, q := range []string{
		good().Encode(), "", "state=", "state=%00", "state=%ff%fe&code=c", "code=c&state=e30", "code=c&state=bnVsbA", "error=access_denied&state=" + packState(nil),
		"code=c&state=" + redirectState("http://localhost:3700/home"), "code=c&state=" + redirectState("javascript:alert(1)"), "code=c&state=" + packState(map[string]any{"loginStyle": 7}),
		"code=c&state=" + packState(map[string]any{"credentialToken": "</div><script>\x00"}), "only_credential_secret_for_test=1&code=c&state=" + packState(nil), "%zz;&&=", "code=c&code=d&state=a&state=b",
	} {
		f.Add("/_oauth/clavex", q)
	}
	f.Add("/_oauth/clavex/%2e%2e/x", good().Encode())
	f.Add("/_oauth/Clavex\x00", good().Encode())
	f.Add("//", "close")
	worlds := fuzzed(f)
	f.Fuzz(func(t *testing.T, path, query string) {
		for w := range worlds {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			r.URL.Path, r.URL.RawQuery = path, query
			page, err := oauth.Answer(w.Engine, r)
			if err == nil {
				assertHarmless(t, page)
			}
			r = httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/_oauth/clavex", strings.NewReader(query))
			r.Header.Set("Content-Type", path)
			_, _ = oauth.Answer(w.Engine, r)
			r = httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/_oauth/clavex?"+good().Encode(), nil)
			page, err = oauth.Answer(w.Engine, r)
			assert.NoError(t, err)
			assert.Contains(t, page, `"setCredentialToken":true`)
		}
	})
}

// assertHarmless wants a page that holds one div and one script of its own,
// whatever the callback was asked.
func assertHarmless(t *testing.T, page string) {
	t.Helper()
	if !strings.HasPrefix(page, "<!DOCTYPE html>") {
		return // the bare secret that only_credential_secret_for_test asks for
	}
	assert.Equal(t, 1, strings.Count(page, "<script"), page)
	assert.Equal(t, 1, strings.Count(page, "<div"), page)
}

// Whatever a provider answers, the callback ends with a page and the login with an
// account or with a refusal; it never panics.
func FuzzProviderAnswers(f *testing.F) {
	const token = `{"access_token":"at-1","expires_in":60}`
	for _, me := range []string{
		alice, "", "null", "[]", "<h1>", `{"sub":["x"],"preferred_username":"a","email":"a@b"}`, `{"sub":{"a":1},"preferred_username":["a"],"email":["a@b"]}`,
		`{"sub":true,"preferred_username":7,"email":{"x":1},"name":[]}`, `{"sub":"\u0000","preferred_username":"\u0000","email":"\u0000"}`, `{"sub":"1","preferred_username":"a","email":"a@b","a\u0000b":1}`,
		`{"sub":"1","preferred_username":"a","email":"a@b","$where":1,"":{"":""}}`, `{"sub":1e999}`, `{"sub":-0,"preferred_username":"a","email":"a@b","picture":7,"roles":{"x":1}}`, `{"sub":"1","preferred_username":"a","email":"a@b","roles":[null,7,["x"]],"picture":"data:,x"}`,
		`{"sub":"1","preferred_username":"\ud800","email":"@","name":"` + strings.Repeat("x", 4096) + `"}`,
	} {
		f.Add([]byte(token), []byte(me))
	}
	for _, t := range []string{"", "null", "{}", `{"access_token":null}`, `{"access_token":{"a":[]},"expires_in":"NaN","id_token":7}`, `{"access_token":"\u0000\n","expires_in":1e308,"refresh_token":[]}`, `{"error":{"a":1}}`, "\xff\xfe{}", `{"access_token":"a","expires_in":"-Inf"}`} {
		f.Add([]byte(t), []byte(alice))
	}
	worlds := fuzzed(f)
	f.Fuzz(func(t *testing.T, token, me []byte) {
		for w, provider := range worlds {
			provider.token, provider.me = token, me
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/_oauth/clavex?"+good().Encode(), nil)
			page, err := oauth.Answer(w.Engine, r)
			assert.NoError(t, err)
			assertHarmless(t, page)
			w.login(t, "tok", secretOf(parsePage(t, page)))
		}
	})
}
