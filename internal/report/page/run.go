package page

import (
	"time"

	"gonogo/internal/report"
	"gonogo/internal/report/outline"
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
func (r run) Short() string { return outline.Commit(r.Run) }

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
	for _, fault := range outline.Faults(d) {
		all = append(all, fault.Title)
	}
	if len(d.Cases) == 0 {
		all = append(all, "no scenario ran")
	}
	return all
}
