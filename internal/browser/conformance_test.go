package browser_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
)

// patience ends a wait that would never end otherwise.
const patience = 20 * time.Second

// forEngines runs a conformance test against every engine.
func forEngines(t *testing.T, test func(t *testing.T, e browser.Engine)) {
	t.Helper()
	t.Parallel()
	for _, name := range browser.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, launch(t, name, browser.Options{}))
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

func open(t testing.TB, e browser.Engine, o browser.SessionOptions) (browser.Session, browser.Page) {
	t.Helper()
	s, err := e.NewSession(t.Context(), o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	p, err := s.NewPage(t.Context())
	require.NoError(t, err)
	return s, p
}

func patient(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// site serves fixed HTML by path.
func site(t testing.TB, pages map[string]string) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for path, body := range pages {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, body)
		})
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

func TestGoto(t *testing.T) {
	forEngines(t, func(t *testing.T, e browser.Engine) {
		server := site(t, map[string]string{"/": "<title>Front</title><h1>Good   <b>day</b></h1>"})
		_, p := open(t, e, browser.SessionOptions{})
		ctx := patient(t)
		require.NoError(t, p.Goto(ctx, server.URL+"/"))
		title, err := p.Title(ctx)
		require.NoError(t, err)
		require.Equal(t, "Front", title)
		text, err := p.Text(ctx, browser.Locator{CSS: "h1"})
		require.NoError(t, err)
		require.Equal(t, "Good day", text)
		fmt.Println(e.Version())
	})
}
