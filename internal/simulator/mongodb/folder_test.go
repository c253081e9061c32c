package mongodb

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFoldersOfDeadProcessesAreSwept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	gone := exec.Command("true")
	require.NoError(t, gone.Run())
	dead := filepath.Join(dir, fmt.Sprintf("%s%d-1", folderPrefix, gone.Process.Pid))
	mine := filepath.Join(dir, fmt.Sprintf("%s%d-1", folderPrefix, os.Getpid()))
	foreign := filepath.Join(dir, folderPrefix+"notes")
	for _, folder := range []string{dead, mine, foreign} {
		require.NoError(t, os.Mkdir(folder, 0o755))
	}
	made, err := newFolder(dir)
	require.NoError(t, err)
	assert.DirExists(t, made)
	assert.NoDirExists(t, dead)
	assert.DirExists(t, mine)
	assert.DirExists(t, foreign)
}
