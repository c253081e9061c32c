package contained

import "strings"

// What the ledger's entry of a stack says, which nobody uses at the moment.
const (
	wordKept = "kept" // GONOGO_KEEP: until a run sweeps what was kept
	wordRun  = "run " // for the other suites of a run, followed by its id
)

// ofRun is the run that a stack is left to.
func ofRun(word string) (id string, ok bool) { return strings.CutPrefix(word, wordRun) }
