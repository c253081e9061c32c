package page

import (
	"cmp"
	"slices"
	"strings"

	"gonogo/internal/report"
	"gonogo/internal/report/outline"
)

// column is where something was proven: a release on a stack. A simulator's result
// never shares a column with a real server's.
type column struct{ Release, Stack string }

func columnOf(c report.Record) column { return column{Release: c.Release, Stack: c.Stack} }

// Simulated tells whether no real Rocket.Chat was there.
func (c column) Simulated() bool {
	return outline.Simulated(c.Stack)
}

// Mark is the word that stands wherever a result stands.
func (c column) Mark() string {
	switch c.Stack {
	case "embedded":
		return "simulator"
	case "simulated containers":
		return "simulator in containers"
	case "":
		return "stack unknown"
	}
	return c.Stack
}

// columns are the places of records, by release and then by stack.
func columns(records []report.Record) []column {
	var all []column
	seen := map[column]bool{}
	for _, c := range records {
		if at := columnOf(c); !seen[at] {
			seen[at], all = true, append(all, at)
		}
	}
	slices.SortFunc(all, func(a, b column) int {
		return cmp.Or(report.CompareReleases(a.Release, b.Release), strings.Compare(a.Stack, b.Stack))
	})
	return all
}

// room is how many columns a table can have beside its texts; with more, its rows say
// in words how they stand where.
const room = 18

// span is a set of releases of one stack in words.
type span struct {
	column        // the stack; the release is empty
	Words  string // "6.0.0–6.4.9, 7.1.0", or "every release"
	// Mixed says that there are other stacks beside it, so that it needs its mark.
	// Otherwise the mark stands on the row.
	Mixed bool
}

// spans word the columns of a set, among all that there are.
func spans(all []column, set map[column]bool) []span {
	var words []span
	names := stacks(all)
	for _, stack := range names {
		if text := ranges(all, set, stack); text != "" {
			words = append(words, span{column{Stack: stack}, text, len(names) > 1})
		}
	}
	return words
}

func stacks(all []column) []string {
	var names []string
	for _, c := range all {
		names = append(names, c.Stack)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func stackColumns(all []column) []column {
	var list []column
	for _, name := range stacks(all) {
		list = append(list, column{Stack: name})
	}
	return list
}

// single is the stack of columns that have but one.
func single(all []column) *column {
	if list := stackColumns(all); len(list) == 1 {
		return &list[0]
	}
	return nil
}

func ranges(all []column, set map[column]bool, stack string) string {
	var releases []string
	every := true
	for _, c := range all {
		if c.Stack == stack {
			releases, every = append(releases, c.Release), every && set[c]
		}
	}
	if every && len(releases) > 2 {
		return "every release"
	}
	return outline.Ranges(releases, func(r string) bool { return set[column{r, stack}] })
}
