package browser_test

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
)

// killing tells the test's own program, started again, to be the process that is killed.
const killing = "GONOGO_TEST_KILLING"

// TestAKilledProcessLeavesNothingAfterTheNextStart is not parallel: it looks at the
// folder for temporary files.
func TestAKilledProcessLeavesNothingAfterTheNextStart(t *testing.T) {
	if name := os.Getenv(killing); name != "" {
		dieWithABrowser(t, name)
	}
	program, err := os.Executable()
	require.NoError(t, err)
	for _, name := range browser.Names() {
		t.Run(name, func(t *testing.T) {
			folder := temporaryFolder(t)
			killed := exec.CommandContext(t.Context(), program, "-test.run=^TestAKilledProcessLeavesNothingAfterTheNextStart$")
			killed.Env = append(os.Environ(), killing+"="+name)
			require.Error(t, killed.Run())
			assert.Equal(t, syscall.SIGKILL, killed.ProcessState.Sys().(syscall.WaitStatus).Signal())
			left, err := os.ReadDir(folder)
			require.NoError(t, err)
			require.Len(t, left, 1, "the profile, which nobody could remove")
			// A browser ends by itself when its commands' pipe does.
			require.Eventually(t, func() bool { return len(processesOf(t, folder)) == 0 }, time.Minute, 10*time.Millisecond)

			e, err := browser.Launch(t.Context(), name, browser.Options{})
			require.NoError(t, err)
			require.NoError(t, e.Close())
			left, err = os.ReadDir(folder)
			require.NoError(t, err)
			assert.Empty(t, left)
		})
	}
}

// dieWithABrowser kills this process while its browser runs.
func dieWithABrowser(t *testing.T, name string) {
	t.Helper()
	e, err := browser.Launch(t.Context(), name, browser.Options{})
	require.NoError(t, err)
	_, err = e.NewSession(t.Context(), browser.SessionOptions{})
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGKILL))
	<-t.Context().Done() // the signal may take a moment
}
