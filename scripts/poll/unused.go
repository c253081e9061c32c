package main

import (
	"fmt"
	"io"
	"slices"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/report"
	"gonogo/internal/verdict"
)

// tellUnused prints the entries of drift.yaml that the run did not need, if it
// was whole: every guide at every listed release, nothing left out. An entry
// that nothing rests on is as unexpected as a break that is not listed.
func tellUnused(results *report.Document, out io.Writer) (unused bool, err error) {
	catalogue, err := release.Load(fixtures.Files)
	if err != nil {
		return false, err
	}
	if !whole(results, guide.IDs(), catalogue.Versions()) {
		return false, nil
	}
	list, err := verdict.LoadDrift(fixtures.Files)
	if err != nil {
		return false, err
	}
	cells, err := cellsOf(results)
	if err != nil {
		return false, err
	}
	left, err := list.Unused(cells)
	for _, d := range left {
		fmt.Fprintf(out, "drift.yaml: no scenario needed %s of %s at %s (%s); remove it\n", d.Promise, d.Guide, d.Releases, d.Reason)
	}
	return len(left) > 0, err
}

// whole reports whether each guide ran at each release; what was only listed, or
// skipped, did not run.
func whole(results *report.Document, guides, releases []string) bool {
	ran := map[[2]string]bool{}
	for _, c := range results.Cases {
		if c.Outcome != report.Skipped {
			ran[[2]string{c.Guide, c.Release}] = true
		}
	}
	return !slices.ContainsFunc(guides, func(g string) bool {
		return slices.ContainsFunc(releases, func(r string) bool { return !ran[[2]string{g, r}] })
	})
}

// cellsOf are the cells that the run has played, whatever came of it. A run of every release is on
// stacks of gonogo's own, which are on https.
func cellsOf(results *report.Document) ([]verdict.Cell, error) {
	var cells []verdict.Cell
	for _, c := range results.Cases {
		if c.Outcome == report.Skipped {
			continue
		}
		r, err := release.New(c.Release)
		if err != nil {
			return nil, err
		}
		cells = append(cells, verdict.Cell{Guide: c.Guide, Promise: c.Scenario, Release: r, Scheme: "https"})
	}
	return cells, nil
}
