package leak

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
)

// Memory is what a process and its children take, in bytes.
type Memory struct {
	Heap     uint64 // live objects of this process, after a collection
	Own      uint64 // of this process in all
	Children uint64 // of the processes that it has started, directly or not
}

// Measure collects garbage and gives free memory back, then measures. Own and
// Children share what several processes have mapped among them (Pss of
// proc_pid_smaps(5)); they are 0 where there is no /proc.
func Measure() Memory {
	debug.FreeOSMemory()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	m := Memory{Heap: stats.HeapAlloc, Own: proportional(os.Getpid())}
	for _, p := range below(os.Getpid(), processes()) {
		m.Children += proportional(p.pid)
	}
	return m
}

// proportional is the proportional set size of a process; 0 if it has ended.
func proportional(pid int) uint64 {
	file, err := os.Open(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0
	}
	defer func() { _ = file.Close() }()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var kilobytes uint64
		if rest, is := strings.CutPrefix(lines.Text(), "Pss:"); is {
			_, _ = fmt.Sscan(rest, &kilobytes)
			return kilobytes << 10
		}
	}
	return 0
}
