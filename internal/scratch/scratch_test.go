package scratch_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

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
