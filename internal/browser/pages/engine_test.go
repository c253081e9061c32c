package pages_test

import (
	"context"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/release"
)

// launch starts a browser for one test and its cases. Tests that launch one do
// not run side by side, their cases do.
func launch(t *testing.T) browser.Engine {
	t.Helper()
	// The process ends with its context, and the test's own ends before the cleanup.
	engine, err := browser.Launch(context.WithoutCancel(t.Context()), browser.Names()[0], browser.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, engine.Close()) })
	return engine
}

// newPage opens a tab in a session of its own. Its context ends long before
// the test binary does, so that a test that waits in vain says for what.
func newPage(t *testing.T, engine browser.Engine) (context.Context, browser.Page) {
	t.Helper()
	ctx, session := newSession(t, engine)
	page, err := session.NewPage(ctx)
	require.NoError(t, err)
	return ctx, page
}

func newSession(t *testing.T, engine browser.Engine) (context.Context, browser.Session) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	session, err := engine.NewSession(ctx, browser.SessionOptions{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, session.Close()) })
	return ctx, session
}

func reactRelease(t *testing.T) release.Release {
	t.Helper()
	r, err := release.New("7.1.0")
	require.NoError(t, err)
	return r
}

func serve(t *testing.T, s *httptest.Server) *httptest.Server {
	t.Helper()
	t.Cleanup(s.Close)
	return s
}
