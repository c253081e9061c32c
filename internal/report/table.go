package report

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// WriteTable prints guide × scenario, one table a release and stack, and below
// them the troubles and what was observed.
func (d *Document) WriteTable(w io.Writer) error {
	w, records := plainWriter{w}, d.Latest()
	for _, place := range places(records) {
		if err := writePlace(w, place, records); err != nil {
			return err
		}
	}
	if err := errors.Join(writeTroubles(w, records), writeObserved(w, records)); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, "✓ kept   ✗ broken, as known   – not supported by this provider or release   ! unexpected")
	return err
}

// place is where guides were proven.
type place struct{ release, stack string }

func (p place) compare(other place) int {
	return cmp.Or(CompareReleases(p.release, other.release), strings.Compare(p.stack, other.stack))
}

// promised tells whether a record has a place in the table of guides.
func (r *Record) promised() bool { return r.Guide != Observed && r.Trouble == nil }

func places(records []Record) []place {
	var all []place
	for i := range records {
		if records[i].promised() {
			all = append(all, place{records[i].Release, records[i].Stack})
		}
	}
	slices.SortFunc(all, place.compare)
	return slices.Compact(all)
}

func writePlace(w io.Writer, p place, records []Record) error {
	guides, scenarios, cells := grid(p, records)
	if _, err := fmt.Fprintf(w, "\nRocket.Chat %s (%s)\n\n", p.release, means(p, records)); err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "  scenario\t%s\n", strings.Join(guides, "\t"))
	for _, s := range scenarios {
		fmt.Fprintf(table, "  %s", s)
		for _, g := range guides {
			fmt.Fprintf(table, "\t%s", cells[[2]string{g, s}])
		}
		fmt.Fprintln(table)
	}
	fmt.Fprintln(table)
	return table.Flush()
}

// grid arranges the records of a place: guides across, scenarios by their titles.
// Where several engines played a scenario, the worst is shown.
func grid(p place, records []Record) (guides, scenarios []string, cells map[[2]string]string) {
	cells = map[[2]string]string{}
	for i := range records {
		r := &records[i]
		if !r.promised() || p != (place{r.Release, r.Stack}) {
			continue
		}
		guides, scenarios = append(guides, r.Guide), append(scenarios, r.Title)
		key := [2]string{r.Guide, r.Title}
		cells[key] = worse(cells[key], r.Symbol())
	}
	slices.Sort(guides)
	slices.Sort(scenarios)
	return slices.Compact(guides), slices.Compact(scenarios), cells
}

// worse is the mark that a cell with several cases shows.
func worse(a, b string) string {
	order := []string{"", "–", "✓", "✗", "×", "!"}
	if slices.Index(order, a) > slices.Index(order, b) {
		return a
	}
	return b
}

// means are the stack and the engines by which guides were proven at a place.
func means(p place, records []Record) string {
	var engines []string
	for i := range records {
		if r := &records[i]; r.Guide != Observed && p == (place{r.Release, r.Stack}) {
			engines = append(engines, r.Engine)
		}
	}
	slices.Sort(engines)
	return strings.Join(append([]string{stackWords(p.stack)}, slices.Compact(engines)...), ", ")
}

// WritePolls prints GO or NO-GO per guide and release, with the reasons and
// with the findings that readers of the guide should know.
func (d *Document) WritePolls(w io.Writer) error {
	w, cells := plainWriter{w}, d.Polls()
	for _, cell := range cells {
		if _, err := fmt.Fprintf(w, "%-6s %s on Rocket.Chat %s%s%s\n", cell.Word(), cell.Guide, cell.Release, among(cell, cells), cell.first()); err != nil {
			return err
		}
		for _, line := range cell.details() {
			if _, err := fmt.Fprintf(w, "         %s\n", line); err != nil {
				return err
			}
		}
	}
	return nil
}

// Word is GO or NO-GO.
func (c Cell) Word() string {
	if c.Poll.Go {
		return "GO"
	}
	return "NO-GO"
}

// among names the stack of a cell where there is more than one.
func among(cell Cell, cells []Cell) string {
	if slices.ContainsFunc(cells, func(c Cell) bool { return c.Stack != cell.Stack }) {
		return " (" + stackWords(cell.Stack) + ")"
	}
	return ""
}

func (c Cell) first() string {
	if len(c.Poll.Reasons) == 0 {
		return ": every promise that was asserted is kept"
	}
	return ": " + c.Poll.Reasons[0]
}

func (c Cell) details() []string {
	var lines []string
	for i, reason := range c.Poll.Reasons {
		if i > 0 {
			lines = append(lines, "also: "+reason)
		}
	}
	for _, f := range c.Findings {
		lines = append(lines, "note: "+f)
	}
	return lines
}
