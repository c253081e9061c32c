package scenario

import (
	"os"
	"runtime/debug"
)

// garbage is how much of it, in percent of what is in use, may gather before it is
// collected: twice Go's default, for the embedded database makes a lot. 75 stacks
// then take 1.3 GB instead of 1 GB and a tenth less processor time.
const garbage = 200

// collectLess saves time for memory in this test process. GOGC wins.
func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
}
