package compare

import (
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/report"
)

// flaky tells of cases that ended differently at one commit, if a later run is
// among those. Runs of a modified tree, or of no known commit, are each by
// themselves: nobody knows whether they ran the same.
func flaky(before, now side) []Finding {
	type group struct {
		id report.Identity
		of string
	}
	endings := map[group][]string{}
	recent := map[group]*report.Record{}
	for _, s := range []side{before, now} {
		for i := range s.document.Cases {
			r := &s.document.Cases[i]
			run := s.runs[r.Run]
			if r.Outcome == report.Unfinished || run.Interrupted && r.Outcome == report.Failed {
				continue // an interrupt ended it
			}
			key := group{r.Identity(), commitOf(run)}
			if run.Modified || run.Commit == "" {
				key.of = "run " + run.ID
			}
			endings[key] = append(endings[key], ending(r))
			if s.document == now.document {
				recent[key] = r
			}
		}
	}
	var found []Finding
	for key, r := range recent {
		each := slices.Clone(endings[key])
		slices.Sort(each)
		if kinds := slices.Compact(slices.Clone(each)); len(kinds) > 1 {
			found = append(found, Finding{
				Kind: Flaky, Case: key.id, Cases: 1, Title: title(r), New: r, Old: before.latest[key.id],
				Text: fmt.Sprintf("ended differently at the same commit (%s): %s", short(key.of), counted(each, kinds)),
			})
		}
	}
	return found
}

// ending is how a case ended, so that the same ending is the same word.
func ending(r *report.Record) string {
	word := string(r.Outcome)
	if r.Verdict != "" {
		word = string(r.Verdict) + ", " + word
	}
	return word
}

func counted(each, kinds []string) string {
	var words []string
	for _, kind := range kinds {
		n := 0
		for _, e := range each {
			if e == kind {
				n++
			}
		}
		words = append(words, fmt.Sprintf("%d × %s", n, kind))
	}
	return strings.Join(words, "; ")
}

// short is a commit as people write it.
func short(commit string) string {
	const enough = 12
	if name, dirty := strings.CutSuffix(commit, "-dirty"); dirty {
		return short(name) + " with changes"
	}
	if len(commit) > enough && !strings.Contains(commit, " ") {
		return commit[:enough]
	}
	return commit
}
