package page

import (
	"fmt"
	"time"

	"gonogo/internal/report"
)

// run is one run as the page shows it.
type run struct {
	report.Run
	Cases int
}

// Took is how long the run took, to the second.
func (r run) Took() string {
	if r.Started.IsZero() || r.Ended.IsZero() {
		return ""
	}
	return r.Ended.Sub(r.Started).Round(time.Second).String()
}

// Short is the commit as people name it.
func (r run) Short() string { return shortCommit(r.Commit, r.Modified) }

func shortCommit(commit string, modified bool) string {
	short := commit
	if len(short) > 12 {
		short = short[:12]
	}
	if modified && short != "" {
		short += " and changes"
	}
	return short
}

func runs(d *report.Document) []run {
	count := map[string]int{}
	for _, c := range d.Cases {
		count[c.Run]++
	}
	var all []run
	for _, r := range d.Runs {
		all = append(all, run{Run: r, Cases: count[r.ID]})
	}
	return all
}

// warnings say what keeps the results from being whole.
func warnings(d *report.Document) []string {
	var all []string
	for _, name := range d.Absent {
		all = append(all, fmt.Sprintf("The shard %q is missing: its scenarios are not in this report.", name))
	}
	for _, r := range d.Runs {
		if r.Interrupted {
			all = append(all, fmt.Sprintf("The run %s was interrupted: what had not begun is not in this report.", r.ID))
		}
		if r.Failed > 0 {
			all = append(all, fmt.Sprintf("In the run %s, %d packages or tests failed outside of any scenario: what they printed stands with the runs.", r.ID, r.Failed))
		}
	}
	if len(d.Cases) == 0 {
		all = append(all, "No scenario ran.")
	}
	return all
}
