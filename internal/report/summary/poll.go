package summary

import (
	"fmt"
	"strings"

	"gonogo/internal/report"
	"gonogo/internal/report/outline"
)

// Numbers of rows or reasons that are enough.
const (
	shownStacks  = 20
	shownReasons = 8
	shownSlowest = 10
)

// upgrades are the answer for somebody who wants to upgrade.
func upgrades(polls []report.Cell) string {
	var b strings.Builder
	for i, u := range outline.Newest(polls) {
		if i == shownStacks {
			break // the table has them all
		}
		var parts []string
		if len(u.Go) > 0 {
			parts = append(parts, "**GO** for "+markdown(strings.Join(u.Go, ", "), longLine))
		}
		if len(u.NoGo) > 0 {
			parts = append(parts, "**NO-GO** for "+markdown(strings.Join(u.NoGo, ", "), longLine))
		}
		fmt.Fprintf(&b, "On Rocket.Chat %s, the newest release (%s): %s.\n\n", markdown(u.Release, shortLine), onStack(u.Stack), strings.Join(parts, "; "))
	}
	return b.String()
}

func onStack(stack string) string {
	return markdown((&report.Record{Stack: stack}).StackWords(), shortLine)
}

// decisions are GO or NO-GO per guide, stack and releases, with the reasons. Where not
// all fit, what is GO is left out first, then what is known.
func decisions(polls []report.Cell, cases []outline.Case) section {
	s := section{
		head:  "\n## GO or NO-GO\n\n| guide | Rocket.Chat | stack | poll | why |\n| --- | --- | --- | --- | --- |\n",
		share: 6,
	}
	news := map[outline.Place]bool{}
	for _, c := range cases {
		if c.Kind.Bad() {
			news[outline.Of(c)] = true
		}
	}
	for _, one := range outline.Standings(polls, func(p outline.Place) bool { return news[p] }) {
		s.rows = append(s.rows, decision(one))
	}
	return s
}

func decision(s outline.Standing) row {
	word, kind, rank := "NO-GO", "NO-GO, as known", 1
	switch {
	case s.Go:
		word, kind, rank = "GO", "GO", 2
	case s.News:
		kind, rank = "NO-GO with unexpected results", 0
	}
	text := fmt.Sprintf("| %s | %s | %s | %s | %s |\n", markdown(s.Guide, shortLine), markdown(s.Releases, longLine), onStack(s.Stack), word, reasons(s.Reasons))
	return row{text: text, kind: kind, rank: rank}
}

func reasons(all []outline.Reason) string {
	if len(all) == 0 {
		return "every promise that was asserted is kept"
	}
	var words []string
	for i, reason := range all {
		if i == shownReasons {
			words = append(words, fmt.Sprintf("and %d more", len(all)-i))
			break
		}
		text := markdown(reason.Text, longLine)
		if reason.Releases != "" {
			text = "on " + markdown(reason.Releases, longLine) + ": " + text
		}
		words = append(words, text)
	}
	return strings.Join(words, "<br>")
}
