package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/report"
	"gonogo/internal/report/outline"
)

// counts are the numbers of cases, by stack and engine.
func counts(cases []outline.Case) section {
	s := section{
		head:  "\n## Counts\n\n| stack | engine | kept | broken, as known | unsupported | unexpected | all |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |\n",
		share: 1,
	}
	type means struct{ stack, engine string }
	groups := map[means][]outline.Case{}
	var order []means
	for _, c := range cases {
		m := means{c.StackWords(), c.Engine}
		if groups[m] == nil {
			order = append(order, m)
		}
		groups[m] = append(groups[m], c)
	}
	for _, m := range order {
		n := outline.Count(groups[m])
		s.rows = append(s.rows, row{kind: "counts", text: fmt.Sprintf("| %s | %s | %d | %d | %d | %d | %d |\n",
			markdown(m.stack, shortLine), markdown(m.engine, shortLine),
			n[outline.Kept], n[outline.Drift], n[outline.Unsupported], n.Bad(), len(groups[m]))})
	}
	return s
}

// slowest are the cases that took longest.
func slowest(cases []outline.Case) section {
	s := section{head: "\n## Slowest\n\n| seconds | scenario | where |\n| ---: | --- | --- |\n", share: 1}
	sorted := slices.Clone(cases)
	slices.SortStableFunc(sorted, func(a, b outline.Case) int { return cmp.Compare(b.Seconds, a.Seconds) })
	for _, c := range sorted[:min(shownSlowest, len(sorted))] {
		s.rows = append(s.rows, row{kind: "slow", text: fmt.Sprintf("| %.1f | %s | %s |\n", c.Seconds, markdown(c.Title, longLine), markdown(c.Where(), longLine))})
	}
	return s
}

// score is what the cases of the troubleshooting tables have shown.
type score struct {
	sick, named    int // troubles that were diagnosed; of them with the right cause and nothing else
	well, quiet    int // healthy workspaces that were diagnosed; of them nothing was found in
	cured, uncured int
	mistaken       []outline.Case
}

func (s *score) add(c outline.Case) {
	t := c.Trouble
	switch {
	case t.Cure == "cured":
		s.cured++
	case strings.HasPrefix(t.Cure, "not cured"):
		s.uncured++
	}
	if t.Diagnosis == "" {
		return
	}
	right := t.Diagnosis == cause(t)
	if t.Cause == "" {
		s.well++
		s.quiet += one(right)
	} else {
		s.sick++
		s.named += one(right)
	}
	if !right {
		s.mistaken = append(s.mistaken, c)
	}
}

func mistaken(c outline.Case) string {
	return fmt.Sprintf("- mistaken: %s is taken for %s — %s\n",
		markdown(cause(c.Trouble), shortLine), markdown(c.Trouble.Diagnosis, longLine), markdown(c.Where(), longLine))
}

// cause is what the doctor must name.
func cause(t *report.Trouble) string {
	if t.Cause == "" {
		return "nothing"
	}
	return t.Cause
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// troubles are how often the doctor was right, and how often the fix cured.
func troubles(cases []outline.Case, limit int) section {
	var s score
	there := false
	for _, c := range cases {
		if c.Trouble != nil {
			there = true
			s.add(c)
		}
	}
	if !there {
		return section{share: 1}
	}
	told := section{head: "\n## Troubles\n\n", share: 1}
	told.add(limit, row{kind: "score"}, func() string { return s.sentences() })
	for _, c := range s.mistaken {
		told.add(limit, row{kind: "mistaken", rank: 1}, func() string { return mistaken(c) })
	}
	return told
}

func (s *score) sentences() string {
	return fmt.Sprintf("- the doctor named the right cause and nothing else in %d of %d troubles, and found nothing in %d of %d healthy workspaces\n"+
		"- the fix cured %d of %d troubles\n", s.named, s.sick, s.quiet, s.well, s.cured, s.cured+s.uncured)
}
