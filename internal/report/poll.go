package report

import (
	"cmp"
	"slices"
	"strings"

	"gonogo/internal/verdict"
)

// Cell is the poll of one guide on one release, on one stack: what a simulator
// showed says nothing about a real server.
type Cell struct {
	Guide, Release, Stack string
	Poll                  verdict.Poll
	Findings              []string // what a reader of the guide should know, without repetitions
}

// Polls decides GO or NO-GO for every guide and release of the document, in the
// order of guide and release, by the newest record of each case. A scenario
// without a verdict, or one that had begun and did not end, is NO-GO.
func (d *Document) Polls() []Cell {
	groups := map[[3]string][]Record{}
	for _, r := range d.Latest() {
		if r.Guide == Observed {
			continue
		}
		key := [3]string{r.Guide, r.Release, r.Stack}
		groups[key] = append(groups[key], r)
	}
	cells := make([]Cell, 0, len(groups))
	for key, records := range groups {
		cells = append(cells, poll(key, records))
	}
	slices.SortFunc(cells, func(a, b Cell) int {
		return cmp.Or(strings.Compare(a.Guide, b.Guide), CompareReleases(a.Release, b.Release), strings.Compare(a.Stack, b.Stack))
	})
	return cells
}

func poll(key [3]string, records []Record) Cell {
	cell := Cell{Guide: key[0], Release: key[1], Stack: key[2]}
	var judgements []verdict.Judgement
	for _, r := range records {
		judgements = append(judgements, r.Judgement())
		cell.Findings = append(cell.Findings, r.Notes()...)
	}
	cell.Findings = unique(cell.Findings)
	cell.Poll = verdict.Decide(judgements)
	cell.Poll.Reasons = unique(cell.Poll.Reasons)
	return cell
}
