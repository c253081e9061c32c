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
	shownReasons = 5
	shownSlowest = 10
)

// decisions are GO or NO-GO per guide, release and stack, with the reasons. Where not
// all fit, what is GO is left out first, then what is known.
func decisions(polls []report.Cell, cases []outline.Case) section {
	s := section{
		head:  "\n## GO or NO-GO\n\n| guide | Rocket.Chat | stack | poll | why |\n| --- | --- | --- | --- | --- |\n",
		share: 6,
	}
	news := map[outline.Place]int{}
	for _, c := range cases {
		if c.Kind.Bad() {
			news[outline.Of(c)]++
		}
	}
	for _, p := range polls {
		s.rows = append(s.rows, decision(p, news[outline.Place{Guide: p.Guide, Release: p.Release, Stack: p.Stack}]))
	}
	return s
}

func decision(p report.Cell, unexpected int) row {
	word, kind, rank := "NO-GO", "NO-GO, as known", 1
	switch {
	case p.Poll.Go:
		word, kind, rank = "GO", "GO", 2
	case unexpected > 0:
		kind, rank = "NO-GO with unexpected results", 0
	}
	text := fmt.Sprintf("| %s | %s | %s | %s | %s |\n", markdown(p.Guide, shortLine), markdown(p.Release, shortLine),
		markdown((&report.Record{Stack: p.Stack}).StackWords(), shortLine), word, reasons(p.Poll.Reasons))
	return row{text: text, kind: kind, rank: rank}
}

func reasons(all []string) string {
	if len(all) == 0 {
		return "every promise that was asserted is kept"
	}
	var words []string
	for i, reason := range all {
		if i == shownReasons {
			words = append(words, fmt.Sprintf("and %d more", len(all)-i))
			break
		}
		words = append(words, markdown(reason, longLine))
	}
	return strings.Join(words, "<br>")
}
