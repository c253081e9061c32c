package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// report prints the table fault × scenario and the score.
func report(out io.Writer, proofs []proof, took time.Duration) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "FAULT\tSHOWN AT\tSCENARIO\tMUST HAVE\tHAS\t")
	caught, right, all := 0, 0, 0
	for _, p := range proofs {
		if p.caught() {
			caught++
		}
		for _, a := range p.answers {
			all++
			mark := "✗"
			if a.right() {
				right, mark = right+1, "✓"
			}
			cell := p.fault.Shown
			fmt.Fprintf(table, "%s\t%s/%s/%s\t%s\t%s\t%s\t%s\n", p.fault.Name, cell.Guide, cell.Release, cell.Engine, a.scenario, a.wanted, a.got, mark)
		}
		if len(p.fault.CaughtBy) == 0 || len(p.fault.Spares) == 0 {
			fmt.Fprintf(table, "%s\t\tnobody claims it, or nobody is spared\t\t\t✗\n", p.fault.Name)
		}
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("printing the table: %w", err)
	}
	fmt.Fprintf(out, "\n%d of %d faults caught; %d of %d scenarios did as claimed; %.1f s\n", caught, len(proofs), right, all, took.Seconds())
	for _, p := range proofs {
		if !p.caught() {
			fmt.Fprintf(out, "not caught as claimed: %s: %s\n", p.fault.Name, p.fault.What)
		}
	}
	if caught < len(proofs) {
		return errNotProven
	}
	return nil
}
