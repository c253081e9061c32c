package leak

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// process is one that runs now, as /proc/<pid>/stat tells (proc_pid_stat(5)).
type process struct {
	pid, parent int
	name        string
}

// String is the process as people find it in a list: "chromium (1234)".
func (p process) String() string { return fmt.Sprintf("%s (%d)", p.name, p.pid) }

// processes are all that run now; none where there is no /proc.
func processes() []process {
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	var all []process
	for _, f := range files {
		stat, err := os.ReadFile(f)
		if p, ok := parse(string(stat)); err == nil && ok { // it may have ended by now
			all = append(all, p)
		}
	}
	return all
}

// parse reads "1234 (a name) S 1 …"; a name may hold anything, also ")".
func parse(stat string) (p process, ok bool) {
	pid, rest, _ := strings.Cut(stat, " (")
	end := strings.LastIndex(rest, ") ")
	if end < 0 {
		return process{}, false
	}
	p.name = rest[:end]
	var state string
	if _, err := fmt.Sscan(rest[end+2:], &state, &p.parent); err != nil {
		return process{}, false
	}
	var err error
	p.pid, err = strconv.Atoi(pid)
	return p, err == nil
}

// below are the descendants of a process among these, children first.
func below(pid int, all []process) []process {
	var found []process
	for _, p := range all {
		if p.parent == pid {
			found = append(append(found, p), below(p.pid, all)...)
		}
	}
	return found
}

// started are this process's descendants, and those who have lost their parent: the
// environment of a browser's processes names the folder of its profile.
func started(folders []string) []process {
	all := processes()
	found := below(os.Getpid(), all)
	if len(folders) == 0 {
		return found
	}
	for _, p := range all {
		if !slices.Contains(found, p) && names(p.pid, folders) {
			found = append(found, p)
		}
	}
	return found
}

func names(pid int, folders []string) bool {
	environment, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
	return err == nil && slices.ContainsFunc(folders, func(folder string) bool {
		return bytes.Contains(environment, []byte("="+folder+"\x00"))
	})
}
