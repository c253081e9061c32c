package outline

import (
	"fmt"

	"gonogo/internal/report"
)

// Fault is something that went wrong outside of any case: no case shows it, and the
// results are not whole with it.
type Fault struct {
	Title string // one line
	Text  string // what was printed; may be empty
}

// Faults are what went wrong outside of any case, in the newest runs.
func Faults(d *report.Document) []Fault {
	var faults []Fault
	for _, shard := range d.Absent {
		faults = append(faults, Fault{Title: fmt.Sprintf("shard %s is missing", shard)})
	}
	for _, gap := range d.Gaps {
		faults = append(faults, Fault{Title: gap})
	}
	for _, run := range d.Current() {
		if run.Interrupted {
			faults = append(faults, Fault{Title: fmt.Sprintf("%s was interrupted: its events break off", runName(run))})
		}
		if run.Failed > 0 {
			faults = append(faults, Fault{
				Title: fmt.Sprintf("%s: %d packages or tests failed outside of any scenario", runName(run), run.Failed),
				Text:  run.Output,
			})
		}
	}
	return faults
}

func runName(run report.Run) string {
	if run.Shard != "" {
		return fmt.Sprintf("shard %s (run %s, commit %s)", run.Shard, run.ID, Commit(run))
	}
	return fmt.Sprintf("run %s (commit %s)", run.ID, Commit(run))
}
