package leak

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
)

// Memory is what a process and its children take, in bytes. Programs and files are
// not counted: how much of them is in memory is up to the system, and who else on the
// machine has the same ones open.
type Memory struct {
	Heap     uint64 // live objects of this process, after a collection
	Own      uint64 // of this process in all
	Children uint64 // of the processes that it has started, directly or not
}

// Measure collects garbage and gives free memory back, then measures. Own and
// Children are 0 where there is no /proc.
func Measure() Memory {
	debug.FreeOSMemory()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	m := Memory{Heap: stats.HeapAlloc, Own: taken(os.Getpid())}
	for _, p := range below(os.Getpid(), processes()) {
		m.Children += taken(p.pid)
	}
	return m
}

// taken is the anonymous and shared memory of a process, of the latter its share with
// others (proc_pid_smaps(5)); 0 if it has ended.
func taken(pid int) uint64 {
	file, err := os.Open(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0
	}
	defer func() { _ = file.Close() }()
	var sum uint64
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name, rest, _ := strings.Cut(lines.Text(), ":")
		var kilobytes uint64
		if name == "Pss_Anon" || name == "Pss_Shmem" {
			_, _ = fmt.Sscan(rest, &kilobytes)
			sum += kilobytes << 10
		}
	}
	return sum
}
