package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	outcomes "gonogo/internal/report"
)

// report prints the table, and then each flake with the command that plays it
// again.
func report(out io.Writer, f flags, t tally) error {
	if len(t) == 0 {
		return errors.New("nothing was played to its end")
	}
	flakes := t.flakes()
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ENGINE\tCONDITION\tREPEATS\tSCENARIOS\tLOGINS\tFLAKES\tSECONDS")
	sum := row{engine: "all"}
	for _, r := range t.rows(flakes) {
		r.print(table)
		sum.repeats, sum.scenarios, sum.logins = sum.repeats+r.repeats, sum.scenarios+r.scenarios, sum.logins+r.logins
		sum.flakes, sum.took = sum.flakes+r.flakes, sum.took+r.took
	}
	sum.print(table)
	if err := table.Flush(); err != nil {
		return fmt.Errorf("printing the table: %w", err)
	}
	for _, one := range flakes {
		one.print(out, f)
	}
	failed := t.printOutside(out)
	if len(flakes) > 0 || failed {
		return errFlaked
	}
	return nil
}

func (r row) print(out io.Writer) {
	fmt.Fprintf(out, "%s\t%s\t%d\t%d\t%d\t%d\t%.0f\n", r.engine, r.condition, r.repeats, r.scenarios, r.logins, r.flakes, r.took.Seconds())
}

// print says what happened, and how it is played again.
func (k flake) print(out io.Writer, f flags) {
	fmt.Fprintf(out, "\n%s with %s under %s, repeat %d: %s instead of %s\n", k.test, k.in.engine, k.in.condition, k.in.repeat, k.ending, k.usual)
	if k.record == nil {
		return
	}
	for _, line := range happened(*k.record) {
		fmt.Fprintf(out, "  %s\n", line)
	}
	if k.record.Artifacts != "" {
		fmt.Fprintf(out, "  evidence: %s\n", k.record.Artifacts)
	}
	fmt.Fprintf(out, "  again: go run ./scripts/soak --engines %s --conditions %s --guides %s --run '^%s$' --repeats %d\n",
		k.in.engine, k.in.condition, k.record.Guide, key(*k.record), f.Repeats)
}

// raced is how package testing says that the race detector has spoken while a test
// ran, which may have been one beside it.
const raced = "race detected during execution of test"

// happened are the reason why a scenario failed, and whether there was a race.
func happened(r outcomes.Record) []string {
	var lines []string
	if r.Reason != "" {
		lines = append(lines, r.Reason)
	}
	if strings.Contains(r.Output, raced) {
		lines = append(lines, "a data race meanwhile: "+outcomes.EventsFile+" has the stacks, at a scenario of that time or outside of all")
	}
	return lines
}

// key is the scenario's name in go test: that of a case once mended ends so.
func key(r outcomes.Record) string {
	parts := strings.Split(r.Test, "/")
	return parts[min(1, len(parts)-1)]
}

// String is for people: "passed (kept)".
func (e ending) String() string {
	if e.verdict == "" {
		return string(e.outcome)
	}
	return fmt.Sprintf("%s (%s)", e.outcome, e.verdict)
}

// printOutside tells what failed outside of any scenario: the suite could not
// release something, or the race detector found a race.
func (t tally) printOutside(out io.Writer) (failed bool) {
	for _, p := range t {
		if p.failed > 0 {
			failed = true
			fmt.Fprintf(out, "\noutside of the scenarios, with %s under %s, repeat %d:\n%s", p.engine, p.condition, p.repeat, p.output)
		}
	}
	return failed
}
