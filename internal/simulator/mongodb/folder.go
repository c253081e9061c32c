package mongodb

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// folderPrefix names the folders of this package; the process id follows.
const folderPrefix = "gonogo-mongodb-"

// newFolder makes a folder for the data of one server below dir. Folders of
// processes that are gone (killed before they could clean up) are swept first.
func newFolder(dir string) (string, error) {
	sweep(dir)
	folder, err := os.MkdirTemp(dir, fmt.Sprintf("%s%d-", folderPrefix, os.Getpid()))
	if err != nil {
		return "", fmt.Errorf("making a folder for the data: %w", err)
	}
	return folder, nil
}

// sweep removes what it can: a folder that resists belongs to somebody else.
func sweep(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, folderPrefix+"*"))
	for _, folder := range left {
		pid, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(folder), folderPrefix), "-")
		if n, err := strconv.Atoi(pid); err == nil && !alive(n) {
			_ = os.RemoveAll(folder)
		}
	}
}

// alive asks the kernel without disturbing the process (kill(2), signal 0).
func alive(pid int) bool {
	return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}
