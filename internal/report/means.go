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

// means are the stack and the engines by which a release was proven.
func (r *Results) means(release string) string {
	var words, engines []string
	for _, c := range r.Cases {
		if c.Release == release && c.Guide != Observed {
			words, engines = append(words, c.stackWords()), append(engines, c.Engine)
		}
	}
	for _, list := range []*[]string{&words, &engines} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return strings.Join(append(words, engines...), ", ")
}

// writeObserved says how many of the observed cases hold, and names the others.
func (r *Results) writeObserved(w io.Writer) error {
	var all, held int
	var releases, others []string
	for _, c := range r.Cases {
		switch {
		case c.Guide != Observed:
			continue
		case c.symbol() == "✓":
			held++
		default:
			others = append(others, fmt.Sprintf("  %s %s\n", c.symbol(), c.Title))
		}
		all++
		releases = append(releases, c.Release)
	}
	if all == 0 {
		return nil
	}
	slices.SortFunc(releases, compareVersions)
	_, err := fmt.Fprintf(w, "Seen on a real Rocket.Chat %s: %d of %d cases hold here\n%s\n",
		strings.Join(slices.Compact(releases), ", "), held, all, strings.Join(others, ""))
	return err
}
