package main

import (
	"slices"

	outcomes "gonogo/internal/report"
	"gonogo/internal/simulator/seeded"
)

// control is a cell without any fault: unless all is well there, a scenario that
// fails proves nothing.
type control struct {
	cell   seeded.Cell
	played int
	failed []string
}

// cells are those in which faults show, each once.
func cells(faults []seeded.Fault) []seeded.Cell {
	var all []seeded.Cell
	for _, f := range faults {
		if !slices.Contains(all, f.Shown) {
			all = append(all, f.Shown)
		}
	}
	return all
}

func controlled(cell seeded.Cell, records []outcomes.Record) control {
	c := control{cell: cell, played: len(records)}
	for _, r := range records {
		if r.Outcome != outcomes.Passed {
			c.failed = append(c.failed, r.Scenario)
		}
	}
	return c
}

// sound tells whether all is well without a fault.
func (c control) sound() bool { return c.played > 0 && len(c.failed) == 0 }
