package scenario

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// No goroutine is left after the suites of this package, and so nobody who accepts
// connections at a port.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A suite with a browser leaves no file and no process: it runs in a process of its
// own here, whose folder for temporary files nobody else uses.
func TestASuiteLeavesNothing(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it plays a scenario in a browser")
	}
	program, err := os.Executable()
	require.NoError(t, err)
	folder, err := os.MkdirTemp("/tmp", "b") // t.TempDir is too long for the browser's socket
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	suite := exec.CommandContext(t.Context(), program, "-test.run=^TestEnginesAgree$/^guide$/^clavex$/^8.9.0$", "-test.v")
	suite.Env = append(os.Environ(), "TMPDIR="+folder)
	output, err := suite.CombinedOutput()
	require.NoError(t, err, string(output))
	require.Contains(t, string(output), "--- PASS: TestEnginesAgree/guide/clavex/8.9.0")

	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)
	assert.Empty(t, startedWith(t, "TMPDIR="+folder))
}

// startedWith lists the processes that have a part of this variable in their
// environment.
func startedWith(t *testing.T, variable string) []string {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/environ")
	require.NoError(t, err)
	var found []string
	for _, f := range files {
		environment, err := os.ReadFile(f) // it may have ended by now
		if err == nil && bytes.Contains(environment, []byte(variable)) {
			found = append(found, f)
		}
	}
	return found
}
