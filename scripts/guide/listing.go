package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"gonogo/internal/guide"
)

// list prints the statements of one guide, each with the tests below it.
func list(out io.Writer, g *guide.Guide, c claims) error {
	fmt.Fprintf(out, "%s: %s (%s)\n", g.ID, g.Title, g.Source)
	for _, s := range g.Statements {
		fmt.Fprintf(out, "  %s  line %d  %s  %q\n", s.ID, s.Line, s.Kind, s.Quote)
		tests := c.tests(s.ID)
		if len(tests) == 0 {
			tests = []string{"no test asserts this yet"}
		}
		for _, test := range tests {
			fmt.Fprintf(out, "      %s\n", test)
		}
	}
	_, err := fmt.Fprintln(out)
	return err
}

// totals prints a table: per guide and in all, how many statements there are
// and how many of them a test asserts.
func totals(out io.Writer, guides []*guide.Guide, c claims) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "guide\tstatements\tasserted\tnot yet\t")
	var statements, asserted int
	for _, g := range guides {
		n := count(g, c)
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t\n", g.ID, len(g.Statements), n, len(g.Statements)-n)
		statements, asserted = statements+len(g.Statements), asserted+n
	}
	fmt.Fprintf(table, "total\t%d\t%d\t%d\t\n", statements, asserted, statements-asserted)
	return table.Flush()
}

// count is the number of statements that at least one test asserts.
func count(g *guide.Guide, c claims) (asserted int) {
	for _, s := range g.Statements {
		if len(c[s.ID]) > 0 {
			asserted++
		}
	}
	return asserted
}
