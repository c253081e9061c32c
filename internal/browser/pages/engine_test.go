package pages_test

import (
	"context"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/release"
)

// engines starts one browser for all tests of the package, and stops it.
type engines struct{ engine browser.Engine }

var shared engines //nolint:gochecknoglobals // one browser process for the package's tests

func TestMain(m *testing.M) { os.Exit(shared.run(m)) }

func (e *engines) run(m *testing.M) int {
	engine, err := browser.Launch(context.Background(), browser.Names()[0], browser.Options{})
	if err != nil {
		panic(err)
	}
	e.engine = engine
	code := m.Run()
	if err := engine.Close(); err != nil {
		panic(err)
	}
	return code
}

// newPage opens a tab in a session of its own. Its context ends long before
// the test binary does, so that a test that waits in vain says for what.
func newPage(t *testing.T) (context.Context, browser.Page) {
	t.Helper()
	ctx, session := newSession(t)
	page, err := session.NewPage(ctx)
	require.NoError(t, err)
	return ctx, page
}

func newSession(t *testing.T) (context.Context, browser.Session) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	session, err := shared.engine.NewSession(ctx, browser.SessionOptions{})
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
