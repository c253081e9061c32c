package scenario

import (
	"os"
	"runtime/debug"
)

// How much garbage, in percent of what is in use, may gather before it is
// collected, and from how many bytes on it is collected whatever the percentage:
// the embedded database makes a lot, and little is in use. With Go's 100 percent
// the collector took a fifth of the processor time.
const (
	garbage = 800
	plenty  = 1 << 30
)

// collectLess saves time for memory in this test process. GOGC and GOMEMLIMIT win.
func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(plenty)
	}
}
