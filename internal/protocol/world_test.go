package protocol

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
)

// The addresses of the tests.
const (
	chatURL = "https://chat.test"
	idURL   = "https://id.test"
)

// world answers by host and path: "chat.test/home". It is the network.
type world struct {
	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	seen  []*http.Request // with their forms parsed
}

func newWorld() *world { return &world{pages: map[string]http.HandlerFunc{}} }

// RoundTrip satisfies [http.RoundTripper].
func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := w.pages[r.URL.Host+r.URL.Path]
	if answer == nil {
		return nil, fmt.Errorf("nothing is at %s%s", r.URL.Host, r.URL.Path)
	}
	served := r.Clone(r.Context())
	if r.Body == nil {
		served.Body = http.NoBody
	}
	if strings.HasPrefix(r.Header.Get("Content-Type"), formEncoding) {
		if err := served.ParseForm(); err != nil {
			return nil, errors.New("the form cannot be read")
		}
	}
	w.mu.Lock()
	w.seen = append(w.seen, served)
	w.mu.Unlock()
	recorder := httptest.NewRecorder()
	answer(recorder, served)
	return recorder.Result(), nil
}

// shows serves a page of HTML.
func (w *world) shows(at, page string, headers ...string) {
	w.pages[at] = func(answer http.ResponseWriter, _ *http.Request) {
		answer.Header().Set("Content-Type", "text/html; charset=utf-8")
		for i := 0; i+1 < len(headers); i += 2 {
			answer.Header().Set(headers[i], headers[i+1])
		}
		_, _ = answer.Write([]byte(page))
	}
}

// redirects serves a redirect with any status.
func (w *world) redirects(at string, status int, to string) {
	w.pages[at] = func(answer http.ResponseWriter, _ *http.Request) {
		answer.Header().Set("Location", to)
		answer.WriteHeader(status)
	}
}

// says serves JSON.
func (w *world) says(at, document string) {
	w.pages[at] = func(answer http.ResponseWriter, _ *http.Request) {
		answer.Header().Set("Content-Type", "application/json")
		_, _ = answer.Write([]byte(document))
	}
}

// last is the latest request to a host and path.
func (w *world) last(t *testing.T, at string) *http.Request {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := len(w.seen) - 1; i >= 0; i-- {
		if w.seen[i].URL.Host+w.seen[i].URL.Path == at {
			return w.seen[i]
		}
	}
	require.Fail(t, "no request to "+at)
	return nil
}

// agent is a user agent in that world.
func (w *world) agent(t *testing.T, guide, version string) *Agent {
	t.Helper()
	r, err := release.New(version)
	require.NoError(t, err)
	a, err := New(Options{Transport: w, Release: r, Guide: guide, ProviderURL: idURL + "/acme"})
	require.NoError(t, err)
	return a
}

func address(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	require.NoError(t, err)
	return u
}
