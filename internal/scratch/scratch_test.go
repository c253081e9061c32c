package scratch_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/scratch"
)

func TestFoldersOfDeadProcessesAreSwept(t *testing.T) {
	t.Parallel()
	const prefix = "gonogo-data-"
	dir := t.TempDir()
	gone := exec.Command("true")
	require.NoError(t, gone.Run())
	dead := filepath.Join(dir, fmt.Sprintf("%s%d-1", prefix, gone.Process.Pid))
	kept := []string{
		fmt.Sprintf("%s%d-1", prefix, os.Getpid()), prefix + "notes", prefix + "notes-1",
		fmt.Sprintf("%s%d", prefix, gone.Process.Pid), // names no process
		fmt.Sprintf("gonogo-other-%d-1", gone.Process.Pid),
	}
	for _, folder := range kept {
		require.NoError(t, os.Mkdir(filepath.Join(dir, folder), 0o755))
	}
	require.NoError(t, os.MkdirAll(filepath.Join(dead, "profile"), 0o755))
	made, err := scratch.New(dir, prefix)
	require.NoError(t, err)
	assert.DirExists(t, made)
	assert.NoDirExists(t, dead)
	for _, folder := range kept {
		assert.DirExists(t, filepath.Join(dir, folder))
	}
}

func TestAFolderThatCannotBeMadeIsAnError(t *testing.T) {
	t.Parallel()
	_, err := scratch.New(filepath.Join(t.TempDir(), "absent"), "x-")
	assert.ErrorIs(t, err, os.ErrNotExist)
}

// Who inherits the children of a killed process may take long to ask how they ended.
func TestFoldersOfEndedProcessesThatNobodyAskedAboutAreSwept(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		t.Skip("this system does not tell a process that has ended from one that runs")
	}
	ended := exec.Command("true")
	require.NoError(t, ended.Start())
	t.Cleanup(func() { require.NoError(t, ended.Wait()) })
	dir := t.TempDir()
	left := filepath.Join(dir, fmt.Sprintf("x-%d-1", ended.Process.Pid))
	require.NoError(t, os.Mkdir(left, 0o755))
	assert.Eventually(t, func() bool {
		made, err := scratch.New(dir, "x-")
		require.NoError(t, err)
		require.NoError(t, os.Remove(made))
		_, err = os.Stat(left)
		return os.IsNotExist(err)
	}, time.Minute, time.Millisecond)
}
