package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"gonogo/internal/guide"
)

// list prints the statements of one guide, each with the tests below it, or with
// the reason why there is none.
func list(out io.Writer, g *guide.Guide, c claims, e guide.Excuses) error {
	fmt.Fprintf(out, "%s: %s (%s)\n", g.ID, g.Title, g.Source)
	for _, s := range g.Statements {
		fmt.Fprintf(out, "  %s  line %d  %s  %q\n", s.ID, s.Line, s.Kind, s.Quote)
		tests := c.tests(s.ID)
		if len(tests) == 0 {
			tests = []string{untested(e.Reason(g, s))}
		}
		for _, test := range tests {
			fmt.Fprintf(out, "      %s\n", test)
		}
	}
	_, err := fmt.Fprintln(out)
	return err
}

func untested(reason string) string {
	if reason == "" {
		return "no test asserts this"
	}
	return "no test: " + reason
}

// totals prints a table: per guide and kind, how many statements there are, how
// many of them a test asserts, and for how many a reason is given.
func totals(out io.Writer, guides []*guide.Guide, c claims, e guide.Excuses) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "guide\tkind\tstatements\tasserted\twith a reason\topen\t")
	var all tally
	for _, g := range guides {
		for _, kind := range guide.Kinds() {
			n := count(g, kind, c, e)
			if n.statements > 0 {
				n.print(table, g.ID, string(kind))
			}
			all.add(n)
		}
	}
	all.print(table, "total", "")
	return table.Flush()
}

// tally counts statements.
type tally struct{ statements, asserted, excused int }

func (t *tally) add(n tally) {
	t.statements, t.asserted, t.excused = t.statements+n.statements, t.asserted+n.asserted, t.excused+n.excused
}

func (t tally) print(out io.Writer, guide, kind string) {
	fmt.Fprintf(out, "%s\t%s\t%d\t%d\t%d\t%d\t\n", guide, kind, t.statements, t.asserted, t.excused, t.statements-t.asserted-t.excused)
}

// count tallies a guide's statements of one kind.
func count(g *guide.Guide, kind guide.Kind, c claims, e guide.Excuses) (n tally) {
	for _, s := range g.Statements {
		if s.Kind != kind {
			continue
		}
		n.statements++
		switch {
		case len(c[s.ID]) > 0:
			n.asserted++
		case e.Reason(g, s) != "":
			n.excused++
		}
	}
	return n
}
