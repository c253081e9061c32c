package browser_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
)

// patience ends a wait that would never end otherwise.
const patience = 30 * time.Second

// conformanceCase is one thing that every engine must do.
type conformanceCase struct {
	name string
	test func(t *testing.T, e browser.Engine)
}

// TestConformance asks the same of every engine.
func TestConformance(t *testing.T) {
	t.Parallel()
	var cases []conformanceCase
	for _, group := range [][]conformanceCase{
		navigationCases(), elementCases(), waitCases(), popupCases(), traceCases(), isolationCases(),
	} {
		cases = append(cases, group...)
	}
	for _, name := range browser.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := launch(t, name, browser.Options{})
			assert.Equal(t, name, e.Name())
			assert.True(t, strings.Contains(e.Version(), "Chrome/"), e.Version())
			for _, c := range cases {
				t.Run(c.name, func(t *testing.T) {
					t.Parallel()
					c.test(t, e)
				})
			}
		})
	}
}

func launch(t testing.TB, name string, o browser.Options) browser.Engine {
	t.Helper()
	o.Logf = t.Logf
	e, err := browser.Launch(t.Context(), name, o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	return e
}

func openSession(t testing.TB, e browser.Engine, o browser.SessionOptions) (browser.Session, browser.Page) {
	t.Helper()
	s, err := e.NewSession(t.Context(), o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	p, err := s.NewPage(t.Context())
	require.NoError(t, err)
	return s, p
}

// visit opens a session of its own on the first page of a site.
func visit(t testing.TB, e browser.Engine, url string) (browser.Session, browser.Page) {
	t.Helper()
	s, p := openSession(t, e, browser.SessionOptions{})
	require.NoError(t, p.Goto(patient(t), url))
	return s, p
}

func patient(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// pages maps a path to the HTML that it serves.
type pages map[string]string

// site serves pages, and further handlers that the caller adds.
func site(t testing.TB, content pages) (url string, mux *http.ServeMux) {
	t.Helper()
	mux = http.NewServeMux()
	for path, body := range content {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { html(w, body) })
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL, mux
}

func html(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	// A client that has gone away is no failure of the site.
	_, _ = io.WriteString(w, "<!doctype html>"+body)
}

// elsewhere is the same server under another site's name.
func elsewhere(url string) string { return strings.Replace(url, "127.0.0.1", "localhost", 1) }

func evalString(t testing.TB, p browser.Page, expression string) string {
	t.Helper()
	var s string
	require.NoError(t, p.Eval(patient(t), expression, &s))
	return s
}

func css(selector string) browser.Locator { return browser.Locator{CSS: selector} }

func pageHandler(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { html(w, body) }
}
