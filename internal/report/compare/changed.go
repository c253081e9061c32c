package compare

import (
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/report"
)

// changed tells in what the newest runs of the two sides differ themselves.
func changed(before, now side) []Finding {
	var found []Finding
	for _, what := range []struct {
		title   string
		of      func(side) []string
		compare func(a, b string) int
	}{
		{"commit of gonogo", runWords(commitOf), strings.Compare},
		{"Go", runWords(func(r report.Run) string { return r.Go }), strings.Compare},
		{"selection", runWords(func(r report.Run) string { return r.Selection }), strings.Compare},
		{"releases", caseWords(func(id report.Identity) string { return id.Release }), report.CompareReleases},
		{"stacks", caseWords(func(id report.Identity) string { return id.Stack }), strings.Compare},
		{"engines", caseWords(func(id report.Identity) string { return id.Engine }), strings.Compare},
	} {
		a, b := sorted(what.of(before), what.compare), sorted(what.of(now), what.compare)
		if len(a) > 0 && len(b) > 0 && !slices.Equal(a, b) {
			found = append(found, Finding{Kind: Changed, Title: what.title, Text: fmt.Sprintf("was %s, is %s", strings.Join(a, ", "), strings.Join(b, ", "))})
		}
	}
	return found
}

// runWords are what the newest runs are told by.
func runWords(word func(report.Run) string) func(side) []string {
	return func(s side) []string {
		var words []string
		for _, run := range s.document.Current() {
			words = append(words, orDefault(word(run)))
		}
		return words
	}
}

func orDefault(word string) string {
	if word == "" {
		return "(none told)"
	}
	return word
}

// caseWords are what the cases of the newest runs have.
func caseWords(word func(report.Identity) string) func(side) []string {
	return func(s side) []string {
		words := map[string]bool{}
		for _, id := range s.order {
			if s.there(id) {
				words[word(id)] = true
			}
		}
		var all []string
		for w := range words {
			all = append(all, w)
		}
		return all
	}
}

func sorted(words []string, compare func(a, b string) int) []string {
	slices.SortFunc(words, compare)
	return slices.Compact(words)
}
