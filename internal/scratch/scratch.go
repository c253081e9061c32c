// Package scratch makes folders for what a process needs while it runs: the data of
// a database, the profile of a browser. Whoever makes one removes it; what killed
// processes have left behind is removed at the next start.
package scratch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// New makes a folder below dir whose name begins with prefix, "gonogo-browser-"; the
// process id follows. Folders of that prefix whose process is gone are swept first.
func New(dir, prefix string) (string, error) {
	sweep(dir, prefix)
	return os.MkdirTemp(dir, fmt.Sprintf("%s%d-", prefix, os.Getpid()))
}

// Mine are the folders of this process, whatever their prefix, that are left in these.
func Mine(dirs ...string) []string {
	var all []string
	for _, dir := range dirs {
		found, _ := filepath.Glob(filepath.Join(dir, fmt.Sprintf("gonogo-*-%d-*", os.Getpid())))
		all = append(all, found...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sweep removes what it can: a folder that resists belongs to somebody else.
func sweep(dir, prefix string) {
	left, _ := filepath.Glob(filepath.Join(dir, prefix+"*"))
	for _, folder := range left {
		pid, _, owned := strings.Cut(strings.TrimPrefix(filepath.Base(folder), prefix), "-")
		if n, err := strconv.Atoi(pid); owned && err == nil && !alive(n) {
			_ = os.RemoveAll(folder)
		}
	}
}

// alive asks the kernel without disturbing the process (kill(2), signal 0). What has
// ended and waits for somebody to ask how holds nothing any more: whoever inherits the
// children of a killed process may take long to ask.
func alive(pid int) bool {
	return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) && !ended(pid)
}

// ended tells a zombie by proc_pid_stat(5); false where there is no /proc.
func ended(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, state, found := strings.Cut(string(stat[strings.LastIndexByte(string(stat), ')')+1:]), " ")
	return found && strings.HasPrefix(state, "Z")
}
