package report

import (
	"slices"
	"strings"
)

// Latest returns the newest record of each case, in the document's order. A
// document of several days shows each case once.
func (d *Document) Latest() []Record {
	newest := make(map[Identity]int, len(d.Cases))
	for i := range d.Cases {
		// Runs are ordered by their beginning, and cases by their run.
		newest[d.Cases[i].Identity()] = i
	}
	kept := make([]int, 0, len(newest))
	for _, i := range newest {
		kept = append(kept, i)
	}
	slices.Sort(kept)
	records := make([]Record, len(kept))
	for at, i := range kept {
		records[at] = d.Cases[i]
	}
	if len(d.Runs) > 1 {
		records = inOrder(records)
	}
	return records
}

// inOrder orders records by what they are about, whatever run they are of.
func inOrder(records []Record) []Record {
	d := Document{Cases: slices.Clone(records)}
	d.sort()
	return d.Cases
}

// Current lists the newest runs: the last of each shard, selection and set of packages.
// What older runs had besides is history.
func (d *Document) Current() []Run {
	packages := map[string][]string{}
	for i := range d.Cases {
		packages[d.Cases[i].Run] = append(packages[d.Cases[i].Run], d.Cases[i].Package)
	}
	newest := map[string]Run{}
	for _, run := range d.Runs {
		names := packages[run.ID]
		slices.Sort(names)
		newest[strings.Join(append([]string{run.Shard, run.Selection}, slices.Compact(names)...), "\n")] = run
	}
	return slices.DeleteFunc(slices.Clone(d.Runs), func(run Run) bool {
		for _, kept := range newest {
			if kept.ID == run.ID {
				return false
			}
		}
		return true
	})
}
