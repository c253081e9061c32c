package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Observed stands in the place of a guide for cases that hold a Rocket.Chat
// against what was seen on a real one: they are about no guide.
const Observed = "observed"

// writeObserved says how many of the observed cases hold, and names the others.
func writeObserved(w io.Writer, records []Record) error {
	var all, held int
	var releases, others []string
	for _, r := range records {
		switch {
		case r.Guide != Observed:
			continue
		case r.Symbol() == "✓":
			held++
		default:
			others = append(others, fmt.Sprintf("  %s %s\n", r.Symbol(), r.Title))
		}
		all++
		releases = append(releases, r.Release)
	}
	if all == 0 {
		return nil
	}
	slices.SortFunc(releases, CompareReleases)
	_, err := fmt.Fprintf(w, "Seen on a real Rocket.Chat %s: %d of %d cases hold here\n%s\n",
		strings.Join(slices.Compact(releases), ", "), held, all, strings.Join(others, ""))
	return err
}
