package summary

import (
	"cmp"
	"fmt"
	"slices"

	"gonogo/internal/report"
	"gonogo/internal/report/compare"
	"gonogo/internal/report/outline"
)

// news is what a comparison has found, what fails a build first.
func news(c *compare.Comparison, limit int) section {
	s := section{share: 8}
	if c == nil {
		return s
	}
	s.head = fmt.Sprintf("\n## New since the earlier results (commit %s)\n\n", markdown(orUnknown(c.Since), shortLine))
	kinds := compare.Kinds()
	rank := func(f compare.Finding) int { return slices.Index(kinds, f.Kind) }
	sorted := slices.Clone(c.Findings)
	slices.SortStableFunc(sorted, func(a, b compare.Finding) int { return cmp.Compare(rank(a), rank(b)) })
	for _, f := range sorted {
		s.add(limit, row{rank: rank(f), kind: string(f.Kind)}, func() string { return finding(f) })
	}
	if len(s.rows) == 0 {
		s.rows = []row{{text: "Nothing.\n", kind: "nothing"}}
	}
	return s
}

func orUnknown(commit string) string {
	if commit == "" {
		return "unknown"
	}
	return commit
}

func finding(f compare.Finding) string {
	line := fmt.Sprintf("- **%s**: %s", f.Kind, markdown(f.Title, longLine))
	if f.Cases > 1 {
		line += fmt.Sprintf(" (%d cases)", f.Cases)
	}
	line += ": " + markdown(f.Text, longLine) + "\n"
	if f.Kind.Serious() {
		line += repeated(newest(f))
	}
	return line
}

func newest(f compare.Finding) *report.Record {
	if f.New != nil {
		return f.New
	}
	return f.Old
}

func repeated(r *report.Record) string {
	if r == nil || r.Repeat == "" {
		return ""
	}
	return "  - repeat: " + code(r.Repeat, command) + "\n"
}

// faulty is what went wrong outside of any case.
func faulty(faults []outline.Fault) section {
	s := section{head: "\n## Faults outside of cases\n\n", share: 2}
	for _, f := range faults {
		text := "- " + markdown(f.Title, longLine) + "\n"
		if f.Text != "" {
			text += "\n" + block(f.Text, 4<<10) + "\n"
		}
		s.rows = append(s.rows, row{text: text, kind: "fault"})
	}
	return s
}

// unexpected are the cases that ask somebody to act, each with the command that plays
// it again.
func unexpected(cases []outline.Case, limit int) section {
	s := section{head: "\n## Unexpected\n\n", share: 6}
	for _, c := range cases {
		if !c.Kind.Bad() {
			continue
		}
		s.add(limit, row{kind: c.Kind.String()}, func() string { return surprise(c) })
	}
	return s
}

func surprise(c outline.Case) string {
	return fmt.Sprintf("- **%s**: %s — %s: %s\n", c.Kind, markdown(c.Title, longLine), markdown(c.Where(), longLine), markdown(c.Why(), longLine)) +
		repeated(c.Record)
}
