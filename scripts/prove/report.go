package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// result is all that was found.
type result struct {
	proofs   []proof
	controls []control
	checks   []string // the vocabulary; empty: not asked for
	took     time.Duration
}

// print prints the table fault × scenario, the controls, the tally of checks and
// the score. The error is errNotProven unless all is as it is claimed.
func (r result) print(out io.Writer) error {
	if err := r.table(out); err != nil {
		return fmt.Errorf("printing the table: %w", err)
	}
	r.printControls(out)
	never := r.neverTripped()
	if len(r.checks) > 0 {
		fmt.Fprintf(out, "%d of %d checks tripped by a fault\n", len(r.checks)-len(never), len(r.checks))
	}
	for _, check := range never {
		fmt.Fprintf(out, "tripped by no fault: %s\n", check)
	}
	if !r.score(out) || len(never) > 0 {
		return errNotProven
	}
	return nil
}

func (r result) table(out io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "FAULT\tSHOWN AT\tSCENARIO\tMUST HAVE\tHAS\t\tCHECK")
	for _, p := range r.proofs {
		cell := p.fault.Shown
		for _, a := range p.answers {
			mark := "✗"
			if a.right() {
				mark = "✓"
			}
			fmt.Fprintf(table, "%s\t%s/%s/%s\t%s\t%s\t%s\t%s\t%s\n", p.fault.Name, cell.Guide, cell.Release, cell.Engine, a.scenario, a.wanted, a.got, mark, a.check)
		}
		fmt.Fprintf(table, "%s\t%s/%s/%s\t%d others\tpassed\tpassed\t✓\t\n", p.fault.Name, cell.Guide, cell.Release, cell.Engine, p.untouched)
	}
	return table.Flush()
}

func (r result) printControls(out io.Writer) {
	fmt.Fprintln(out)
	for _, c := range r.controls {
		fmt.Fprintf(out, "without a fault: %s/%s/%s: %d scenarios, %d failed %s\n", c.cell.Guide, c.cell.Release, c.cell.Engine, c.played, len(c.failed), strings.Join(c.failed, ", "))
	}
}

// score prints how many faults were caught as claimed, and tells whether all were.
func (r result) score(out io.Writer) bool {
	caught, right, all := 0, 0, 0
	var not []string
	for _, p := range r.proofs {
		for _, a := range p.answers {
			all++
			if a.right() {
				right++
			}
		}
		if p.caught() {
			caught++
			continue
		}
		not = append(not, fmt.Sprintf("not caught as claimed: %s: %s", p.fault.Name, p.fault.What))
	}
	fmt.Fprintf(out, "%d of %d faults caught; %d of %d scenarios did as claimed; %.1f s\n", caught, len(r.proofs), right, all, r.took.Seconds())
	for _, line := range not {
		fmt.Fprintln(out, line)
	}
	unsound := slices.ContainsFunc(r.controls, func(c control) bool { return !c.sound() })
	return len(not) == 0 && !unsound
}

// neverTripped are the checks that no fault has made fail.
func (r result) neverTripped() []string {
	return slices.DeleteFunc(slices.Clone(r.checks), func(check string) bool {
		return slices.ContainsFunc(r.proofs, func(p proof) bool { return slices.Contains(p.tripped, check) })
	})
}
