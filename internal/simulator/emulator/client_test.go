package emulator_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// request is the authorization request that Rocket.Chat sends (observed §A),
// with the given parameters changed; an empty value removes one.
func (s *site) request(u subject, changes ...string) string {
	q := url.Values{
		"client_id": {s.credentials.ClientID}, "redirect_uri": {redirectURI}, "response_type": {"code"},
		"scope": {"openid profile email"}, "state": {state},
	}
	for i := 0; i+1 < len(changes); i += 2 {
		if changes[i+1] == "" {
			q.Del(changes[i])
		} else {
			q.Set(changes[i], changes[i+1])
		}
	}
	return s.base + u.authorize + "?" + q.Encode()
}

// logIn goes through the provider's pages with a new browser and returns the code.
func (s *site) logIn(t *testing.T, u subject, changes ...string) (code string, b *browser) {
	t.Helper()
	b = newBrowser(t)
	p := u.signIn(b, b.get(s.request(u, changes...)), s.person.Login, s.person.Password)
	require.NotNil(t, p.callback, "no callback, but %d %s", p.status, p.body)
	code = p.callback.Query().Get("code")
	require.NotEmpty(t, code, p.callback.Query().Get("error_description"))
	return code, b
}

// answer is a document with its status and headers.
type answer struct {
	status int
	header http.Header
	body   string
	fields map[string]any
}

func (a answer) text(name string) string {
	text, _ := a.fields[name].(string)
	return text
}

func call(t *testing.T, r *http.Request) answer {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	response, err := client.Do(r.WithContext(t.Context()))
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	a := answer{status: response.StatusCode, header: response.Header, body: string(body)}
	_ = json.Unmarshal(body, &a.fields) // not every answer is a document
	return a
}

// exchange redeems a code as Rocket.Chat does with "Token Sent Via" payload or
// header (observed §F).
func (s *site) exchange(t *testing.T, u subject, code, secret string, basic bool, changes ...string) answer {
	t.Helper()
	f := url.Values{
		"code": {code}, "redirect_uri": {redirectURI}, "grant_type": {"authorization_code"}, "state": {state},
	}
	if !basic {
		f.Set("client_secret", secret)
		f.Set("client_id", s.credentials.ClientID)
	}
	for i := 0; i+1 < len(changes); i += 2 {
		f.Set(changes[i], changes[i+1])
	}
	r, err := http.NewRequest(http.MethodPost, s.base+u.token, strings.NewReader(f.Encode()))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	if basic {
		r.SetBasicAuth(s.credentials.ClientID, secret)
	}
	return call(t, r)
}

// redeem is an exchange that must succeed.
func (s *site) redeem(t *testing.T, u subject, code string) answer {
	t.Helper()
	a := s.exchange(t, u, code, s.credentials.ClientSecret, false)
	require.Equal(t, http.StatusOK, a.status, a.body)
	return a
}

// identity asks for the claims with the token in header or query.
func (s *site) identity(t *testing.T, u subject, token string, header bool) answer {
	t.Helper()
	address := s.base + u.userinfo
	if !header {
		address += "?access_token=" + url.QueryEscape(token)
	}
	r, err := http.NewRequest(http.MethodGet, address, nil)
	require.NoError(t, err)
	if header {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return call(t, r)
}

func mustGet(t *testing.T, address string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	require.NoError(t, err)
	return r
}

func jsonUnmarshal(document string, into any) error { return json.Unmarshal([]byte(document), into) }
