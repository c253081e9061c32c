package outline

import (
	"cmp"
	"slices"
	"strings"

	"gonogo/internal/report"
)

// Counts are numbers of cases by [Kind].
type Counts [Unfinished + 1]int

// Count counts cases by kind.
func Count(cases []Case) Counts {
	var counts Counts
	for _, c := range cases {
		counts[c.Kind]++
	}
	return counts
}

// Bad is how many ask somebody to act.
func (n Counts) Bad() int { return n[Unexpected] + n[Undecided] + n[Unfinished] }

// Place is a guide on a release on a stack: a simulator's results are never mixed
// with a real server's.
type Place struct{ Guide, Release, Stack string }

// Of is the place of a case.
func Of(c Case) Place { return Place{c.Guide, c.Release, c.Stack} }

// Group is what was proven at one place, in the document's order.
type Group struct {
	Place
	Cases []Case
}

// Groups are cases by place, ordered by guide, release and stack.
func Groups(cases []Case) []Group {
	at := map[Place][]Case{}
	for _, c := range cases {
		at[Of(c)] = append(at[Of(c)], c)
	}
	groups := make([]Group, 0, len(at))
	for place, of := range at {
		groups = append(groups, Group{place, of})
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(strings.Compare(a.Guide, b.Guide), report.CompareReleases(a.Release, b.Release),
			strings.Compare(a.Release, b.Release), strings.Compare(a.Stack, b.Stack))
	})
	return groups
}

// Engines are the engines of the group's cases, each once, sorted.
func (g Group) Engines() []string { return g.values(func(c Case) string { return c.Engine }) }

// Commits are the commits, in short, of the group's cases, each once, sorted.
func (g Group) Commits() []string { return g.values(Case.Commit) }

func (g Group) values(of func(Case) string) []string {
	var values []string
	for _, c := range g.Cases {
		if v := of(c); !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	return values
}
