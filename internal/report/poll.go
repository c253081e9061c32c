package report

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/Masterminds/semver/v3"

	"gonogo/internal/verdict"
)

// Cell is the poll of one guide on one release.
type Cell struct {
	Guide, Release string
	Poll           verdict.Poll
	Findings       []string // what a reader of the guide should know, without repetitions
}

// Polls decides GO or NO-GO for every guide and release of the results, in the
// order of guide and release. A scenario without a verdict, or one that had
// begun and did not end, is NO-GO.
func (r *Results) Polls() []Cell {
	groups := map[[2]string][]Case{}
	for _, c := range slices.Concat(r.Cases, r.Unfinished()) {
		if c.Guide == Observed {
			continue
		}
		key := [2]string{c.Guide, c.Release}
		groups[key] = append(groups[key], c)
	}
	var cells []Cell
	for key, cases := range groups {
		cells = append(cells, poll(key[0], key[1], cases))
	}
	slices.SortFunc(cells, func(a, b Cell) int {
		return cmp.Or(strings.Compare(a.Guide, b.Guide), compareVersions(a.Release, b.Release))
	})
	return cells
}

func poll(guide, release string, cases []Case) Cell {
	cell := Cell{Guide: guide, Release: release}
	var judgements []verdict.Judgement
	for _, c := range cases {
		judgements = append(judgements, c.judgement())
		for _, f := range c.notes() {
			if !slices.Contains(cell.Findings, f) {
				cell.Findings = append(cell.Findings, f)
			}
		}
	}
	cell.Poll = verdict.Decide(judgements)
	cell.Poll.Reasons = unique(cell.Poll.Reasons)
	return cell
}

// notes are what a reader should know besides the verdict: findings about the
// guide, and what the stack could not check.
func (c Case) notes() []string {
	notes := slices.Clone(c.Findings)
	for _, what := range c.Unobserved {
		notes = append(notes, fmt.Sprintf("%q: unobserved: %s", c.Title, what))
	}
	return notes
}

// judgement is the case's verdict; a case that failed or ended without one is
// an unexpected break.
func (c Case) judgement() verdict.Judgement {
	switch {
	case !c.Judged && c.Skipped:
		return verdict.Judgement{Verdict: verdict.Unsupported, Expected: true}
	case !c.Judged:
		return verdict.Judgement{Verdict: verdict.Broken, Reason: fmt.Sprintf("%q ended without a verdict", c.Title)}
	case !c.Passed && c.Judgement.Expected:
		return verdict.Judgement{Verdict: verdict.Broken, Reason: fmt.Sprintf("%q failed after its verdict", c.Title)}
	}
	return c.Judgement
}

func compareVersions(a, b string) int {
	va, errA := semver.NewVersion(a)
	vb, errB := semver.NewVersion(b)
	if errA != nil || errB != nil {
		return strings.Compare(a, b)
	}
	return va.Compare(vb)
}

func unique(lines []string) []string {
	var kept []string
	for _, l := range lines {
		if !slices.Contains(kept, l) {
			kept = append(kept, l)
		}
	}
	return kept
}

// WriteTable prints guide × scenario, one table a release, and the polls below.
func (r *Results) WriteTable(w io.Writer) error {
	var releases []string
	for _, c := range r.Cases {
		if c.Guide != Observed && c.Trouble.Symptom == "" {
			releases = append(releases, c.Release)
		}
	}
	slices.SortFunc(releases, compareVersions)
	for _, release := range slices.Compact(releases) {
		if err := r.writeRelease(w, release); err != nil {
			return err
		}
	}
	if err := errors.Join(r.writeTroubles(w), r.writeObserved(w)); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, "✓ kept   ✗ broken, as known   – not supported by this provider or release   ! unexpected")
	return err
}

func (r *Results) writeRelease(w io.Writer, release string) error {
	guides, scenarios, cells := r.grid(release)
	if _, err := fmt.Fprintf(w, "\nRocket.Chat %s (%s)\n\n", release, r.means(release)); err != nil {
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

// grid arranges the cases of a release: guides across, scenarios in the order of
// their first appearance.
func (r *Results) grid(release string) (guides, scenarios []string, cells map[[2]string]string) {
	cells = map[[2]string]string{}
	for _, c := range r.Cases {
		if c.Release != release || c.Guide == Observed || c.Trouble.Symptom != "" {
			continue
		}
		guides, scenarios = append(guides, c.Guide), append(scenarios, c.Title)
		cells[[2]string{c.Guide, c.Title}] = c.symbol()
	}
	slices.Sort(guides)
	slices.Sort(scenarios)
	return slices.Compact(guides), slices.Compact(scenarios), cells
}

func (c Case) symbol() string {
	j := c.judgement()
	switch {
	case !j.Expected:
		return "!"
	case j.Verdict == verdict.Kept:
		return "✓"
	case j.Verdict == verdict.Broken:
		return "✗"
	}
	return "–"
}

// stackWords names the stack so that a simulator's result is never taken for a
// real server's.
func (c Case) stackWords() string {
	switch c.Stack {
	case "embedded":
		return "simulator on the embedded stack"
	case "simulated containers":
		return "simulator on the containers stack"
	default:
		return c.Stack + " stack"
	}
}

// WritePolls prints GO or NO-GO per guide and release, with the reasons and
// with the findings that readers of the guide should know.
func (r *Results) WritePolls(w io.Writer) error {
	for _, cell := range r.Polls() {
		word := "NO-GO"
		if cell.Poll.Go {
			word = "GO"
		}
		if _, err := fmt.Fprintf(w, "%-6s %s on Rocket.Chat %s%s\n", word, cell.Guide, cell.Release, first(cell.Poll)); err != nil {
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

func first(p verdict.Poll) string {
	if len(p.Reasons) == 0 {
		return ": every promise that was asserted is kept"
	}
	return ": " + p.Reasons[0]
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
