package rocketchat_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/rocketchat"
)

// call is one request that the fixture server has seen.
type call struct {
	Method, Path string
	Header       http.Header
	Body         map[string]any
}

// server answers every "METHOD /path?query" with the list of answers given for
// it, one after another; the last one stays.
type server struct {
	*httptest.Server
	mu      sync.Mutex
	answers map[string][]answer
	calls   []call
}

type answer struct {
	status int
	header map[string]string
	body   string
}

func ok(body string) []answer { return []answer{{status: http.StatusOK, body: body}} }

func serve(t *testing.T, answers map[string][]answer) (*server, *rocketchat.Client) {
	t.Helper()
	s := &server{answers: answers}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s, rocketchat.New(s.URL+"/", s.Client())
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := call{Method: r.Method, Path: r.URL.RequestURI(), Header: r.Header}
	if raw, _ := io.ReadAll(r.Body); len(raw) > 0 {
		_ = json.Unmarshal(raw, &c.Body)
	}
	s.calls = append(s.calls, c)
	key := r.Method + " " + r.URL.RequestURI()
	list := s.answers[key]
	if len(list) == 0 {
		http.Error(w, "no answer for "+key, http.StatusNotImplemented)
		return
	}
	if len(list) > 1 {
		s.answers[key] = list[1:]
	}
	w.Header().Set("Content-Type", "application/json")
	for name, value := range list[0].header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(list[0].status)
	fmt.Fprint(w, list[0].body)
}

const loggedIn = `{"status":"success","data":{"userId":"u1","authToken":"t-secret","me":{"_id":"u1"}}}`

func TestLoginByPasswordAnswersSecondFactors(t *testing.T) {
	t.Parallel()
	s, c := serve(t, map[string][]answer{
		"POST /api/v1/login": ok(loggedIn),
		"POST /api/v1/settings/Accounts_OAuth_Custom-Clavex-url": ok(`{"success":true}`),
	})
	admin, err := c.Login(t.Context(), "gonogo-admin", "abc")
	require.NoError(t, err)
	require.NoError(t, admin.SetSetting(t.Context(), "Accounts_OAuth_Custom-Clavex-url", "https://id.acme.eu"))

	write := s.calls[1]
	require.Equal(t, map[string]any{"value": "https://id.acme.eu"}, write.Body)
	require.Equal(t, "u1", write.Header.Get("X-User-Id"))
	require.Equal(t, "t-secret", write.Header.Get("X-Auth-Token"))
	require.Equal(t, "password", write.Header.Get("X-2fa-Method"))
	// The SHA-256 of "abc", FIPS 180-2 appendix B.1.
	require.Equal(t, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", write.Header.Get("X-2fa-Code"))
}

func TestOtherLoginsSendTheirOwnBody(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		login func(*rocketchat.Client) (*rocketchat.Client, error)
		want  map[string]any
	}{
		"credential pair": {
			func(c *rocketchat.Client) (*rocketchat.Client, error) {
				return c.LoginWithCredential(t.Context(), "tok", "sec")
			},
			map[string]any{"oauth": map[string]any{"credentialToken": "tok", "credentialSecret": "sec"}},
		},
		"credential without secret": {
			func(c *rocketchat.Client) (*rocketchat.Client, error) {
				return c.LoginWithCredential(t.Context(), "tok", "")
			},
			map[string]any{"oauth": map[string]any{"credentialToken": "tok", "credentialSecret": nil}},
		},
		"access token": {
			func(c *rocketchat.Client) (*rocketchat.Client, error) {
				return c.LoginWithAccessToken(t.Context(), "clavex", "at", 3600)
			},
			map[string]any{"serviceName": "clavex", "accessToken": "at", "expiresIn": 3600.0},
		},
		"resume": {
			func(c *rocketchat.Client) (*rocketchat.Client, error) {
				return c.LoginWithResume(t.Context(), "tok")
			},
			map[string]any{"resume": "tok"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, c := serve(t, map[string][]answer{"POST /api/v1/login": ok(loggedIn)})
			in, err := tt.login(c)
			require.NoError(t, err)
			require.Equal(t, tt.want, s.calls[0].Body)
			require.Equal(t, "u1", in.UserID())
			require.Equal(t, "t-secret", in.Token())
			require.Empty(t, c.UserID(), "the anonymous client stays anonymous")
		})
	}
}

func TestTokensAreNotPrinted(t *testing.T) {
	t.Parallel()
	c := rocketchat.New("https://rocket.company", http.DefaultClient).As("u1", "t-secret")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		require.Equal(t, "user u1 at https://rocket.company", fmt.Sprintf(verb, c))
	}
}
