package browser_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"gonogo/internal/browser"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestLaunchUnknownEngine(t *testing.T) {
	t.Parallel()
	_, err := browser.Launch(t.Context(), "webkit", browser.Options{})
	assert.EqualError(t, err, `unknown browser engine "webkit": known are chromedp, rod`)
}

func TestLaunchProgramThatIsNoBrowser(t *testing.T) {
	t.Parallel()
	for _, name := range browser.Names() {
		_, err := browser.Launch(t.Context(), name, browser.Options{ExecPath: "/bin/true"})
		assert.ErrorContains(t, err, "connecting "+name+" to /bin/true")
		_, err = browser.Launch(t.Context(), name, browser.Options{ExecPath: "/nowhere/chromium"})
		assert.ErrorContains(t, err, "starting the browser /nowhere/chromium")
	}
}

// TestCloseLeavesNothing is not parallel: it looks at the folder for temporary files.
func TestCloseLeavesNothing(t *testing.T) {
	for _, name := range browser.Names() {
		t.Run(name, func(t *testing.T) {
			folder := temporaryFolder(t)
			e, err := browser.Launch(t.Context(), name, browser.Options{})
			require.NoError(t, err)
			s, err := e.NewSession(t.Context(), browser.SessionOptions{})
			require.NoError(t, err)
			p, err := s.NewPage(t.Context())
			require.NoError(t, err)
			assert.NotEmpty(t, processesOf(t, folder))
			require.NoError(t, e.Close())
			<-p.Closed()
			assert.Empty(t, processesOf(t, folder))
			left, err := os.ReadDir(folder)
			require.NoError(t, err)
			assert.Empty(t, left)
			require.NoError(t, s.Close())
			require.NoError(t, e.Close(), "closing again changes nothing")
			_, err = e.NewSession(t.Context(), browser.SessionOptions{})
			assert.ErrorContains(t, err, "the browser is closed")
		})
	}
}

func TestEndOfContextEndsTheBrowser(t *testing.T) {
	for _, name := range browser.Names() {
		t.Run(name, func(t *testing.T) {
			folder := temporaryFolder(t)
			ctx, cancel := context.WithCancel(t.Context())
			e, err := browser.Launch(ctx, name, browser.Options{})
			require.NoError(t, err)
			_, p := openSession(t, e, browser.SessionOptions{})
			cancel()
			assert.ErrorContains(t, p.Wait(patient(t), "anything", "false"), "the browser process has ended")
			require.NoError(t, e.Close())
			assert.Empty(t, processesOf(t, folder))
		})
	}
}

func TestPoolBoundsSessions(t *testing.T) {
	t.Parallel()
	e := launch(t, browser.Names()[0], browser.Options{PoolSize: 1})
	first, err := e.NewSession(t.Context(), browser.SessionOptions{})
	require.NoError(t, err)
	_, err = e.NewSession(shortly(t), browser.SessionOptions{})
	assert.ErrorContains(t, err, "waiting for a free browser session")
	require.NoError(t, first.Close())
	second, err := e.NewSession(patient(t), browser.SessionOptions{})
	require.NoError(t, err)
	require.NoError(t, second.Close())
}

// temporaryFolder is where the test's browser puts its files. t.TempDir is too
// long for the browser's socket.
func temporaryFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "b")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	t.Setenv("TMPDIR", folder)
	return folder
}

// processesOf lists the processes whose command line names the folder.
func processesOf(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	var found []string
	for _, f := range files {
		line, err := os.ReadFile(f)
		if err == nil && strings.Contains(string(line), folder) {
			found = append(found, f)
		}
	}
	return found
}
