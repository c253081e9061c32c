package page

import (
	"html/template"
	"time"

	"gonogo/internal/report"
)

// view is everything that the template shows.
type view struct {
	Made     time.Time
	Style    template.CSS
	Script   template.JS
	Policy   string
	Facts    facts
	Warnings []string
	Changes  *changes
	Poll     poll
	Guides   []annotated
	Troubles *troubles
	Observed *observed
	Runs     []run
	List     template.JS
	Details  []template.JS
}

// facts are the figures of the whole document.
type facts struct {
	Cases, Guides, Releases      int
	Kept, Drift, Broken, Missing int // by state; Missing: unsupported
	Stacks                       []column
	Engines                      string
	// Simulated is "all", "some" or empty: how much was played against a simulator.
	Simulated string
}

func newView(d *report.Document, in Inputs) (v view, err error) {
	records := counting(d)
	v = view{
		Made: d.Made, Facts: newFacts(records), Warnings: warnings(d), Changes: changesOf(in.Comparison),
		Troubles: newTroubles(records), Runs: runs(d),
	}
	if v.Poll, err = newPoll(records, in); err != nil {
		return v, err
	}
	for _, g := range in.Guides {
		a, err := annotate(g, records, in)
		if err != nil {
			return v, err
		}
		if len(a.Columns) > 0 {
			v.Guides = append(v.Guides, a)
		}
	}
	if v.Observed, err = newObserved(records, in); err != nil {
		return v, err
	}
	if v.List, v.Details, err = blocks(d, in); err != nil {
		return v, err
	}
	v.Style, v.Script, v.Policy, err = parts()
	return v, err
}

func newFacts(records []report.Record) facts {
	f := facts{Cases: len(records), Engines: engines(records)}
	about := only(records, promised)
	f.Guides, f.Releases = len(guidesOf(about, nil)), len(releasesOf(about))
	simulated := 0
	for _, c := range records {
		*map[state]*int{kept: &f.Kept, drifted: &f.Drift, broken: &f.Broken, unsupported: &f.Missing}[stateOf(c)]++
		if columnOf(c).Simulated() {
			simulated++
		}
	}
	for _, stack := range stacks(columns(records)) {
		f.Stacks = append(f.Stacks, column{Stack: stack})
	}
	switch simulated {
	case 0:
	case len(records):
		f.Simulated = "all"
	default:
		f.Simulated = "some"
	}
	return f
}
