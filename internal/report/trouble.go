package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// Trouble is what a case has shown of a row of a troubleshooting table.
type Trouble struct {
	Symptom   string `json:"symptom"`             // as people report it
	Cause     string `json:"cause,omitempty"`     // that was brought about; empty: nothing is wrong
	Diagnosis string `json:"diagnosis,omitempty"` // the causes that the doctor named, or "nothing"; empty: it was not asked
	Cure      string `json:"cure,omitempty"`      // "cured", or "not cured: " and the reason; empty: it did not come to that
}

// nothing is the diagnosis of a healthy workspace.
const nothing = "nothing"

// right tells whether the doctor named the cause, and nothing else.
func (t Trouble) right() bool {
	return t.Diagnosis == t.Cause || t.Diagnosis == nothing && t.Cause == ""
}

// mark is the row's cell in the table.
func (c *Record) mark() string {
	switch {
	case c.Symbol() == "!" || c.Symbol() == "–":
		return c.Symbol()
	case strings.HasPrefix(c.Trouble.Cure, "not cured"):
		return "×"
	}
	return c.Symbol()
}

// writeTroubles prints symptom × cause × release, what is not cured and why, and
// how often the doctor was right.
func writeTroubles(w io.Writer, records []Record) error {
	var rows, releases []string
	cells := map[[2]string]string{}
	for _, c := range records {
		if c.Trouble == nil {
			continue
		}
		row := c.Title + "\t" + orNone(c.Trouble.Cause)
		rows, releases = append(rows, row), append(releases, c.Release)
		cells[[2]string{row, c.Release}] = worse(cells[[2]string{row, c.Release}], c.mark())
	}
	if len(rows) == 0 {
		return nil
	}
	rows = unique(rows)
	slices.SortFunc(rows, byCause)
	slices.SortFunc(releases, CompareReleases)
	releases = slices.Compact(releases)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "Troubles: brought about, seen, diagnosed, cured\n\n  what is wrong\tcause that the doctor names\t%s\n", strings.Join(releases, "\t"))
	for _, row := range rows {
		fmt.Fprintf(table, "  %s", row)
		for _, release := range releases {
			fmt.Fprintf(table, "\t%s", cells[[2]string{row, release}])
		}
		fmt.Fprintln(table)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "✓ cured   × the fix does not cure it   – cannot happen here   ! unexpected\n%s\n%s\n", uncured(records), confusion(records))
	return err
}

// byCause orders rows of the table, title and cause, with those first in which
// nothing is wrong.
func byCause(a, b string) int {
	titleA, causeA, _ := strings.Cut(a, "\t")
	titleB, causeB, _ := strings.Cut(b, "\t")
	if (causeA == nothing) != (causeB == nothing) {
		return count(causeB == nothing) - count(causeA == nothing)
	}
	return cmp.Or(strings.Compare(causeA, causeB), strings.Compare(titleA, titleB))
}

func orNone(cause string) string {
	if cause == "" {
		return nothing
	}
	return cause
}

// uncured lists the fixes that do not cure, each with the releases.
func uncured(records []Record) string {
	releases := map[string][]string{}
	var lines []string
	for _, c := range records {
		if c.Trouble == nil {
			continue
		}
		reason, not := strings.CutPrefix(c.Trouble.Cure, "not cured: ")
		if !not {
			continue
		}
		line := c.Title + ": " + reason
		lines, releases[line] = append(lines, line), append(releases[line], c.Release)
	}
	var text strings.Builder
	for _, line := range unique(lines) {
		slices.SortFunc(releases[line], CompareReleases)
		fmt.Fprintf(&text, "  × %s: %s\n", line, strings.Join(slices.Compact(releases[line]), ", "))
	}
	return text.String()
}

// confusion counts how often the doctor named the right cause, and lists what it
// took for something else.
func confusion(records []Record) string {
	var sick, right, healthy, quiet int
	var mistaken []string
	for _, c := range records {
		t := c.Trouble
		switch {
		case t == nil || t.Diagnosis == "":
			continue
		case t.Cause == "":
			healthy++
			quiet += count(t.right())
		default:
			sick++
			right += count(t.right())
		}
		if !t.right() {
			mistaken = append(mistaken, fmt.Sprintf("  ! %s at %s: %s is taken for %s\n", c.Guide, c.Release, orNone(t.Cause), t.Diagnosis))
		}
	}
	return fmt.Sprintf("The doctor named the right cause and nothing else in %d of %d troubles, and found nothing in %d of %d healthy workspaces\n%s",
		right, sick, quiet, healthy, strings.Join(mistaken, ""))
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
