package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// section is a part of the summary: a head, and rows of which some can be left out.
type section struct {
	head string
	rows []row
	foot string
	// share is how much of the space the section may take, in parts of the sum of all
	// shares, before others have got theirs. What they do not need, it may take too.
	share int
	size  int // of the rows that were added, in bytes
}

// row is one or several whole lines.
type row struct {
	text string
	// rank is 0 for rows that are left out last.
	rank int
	// kind says in words what the row is, where it is left out: "GO".
	kind string
}

// add adds a row that is left out before those that are there. Its text is not made
// where they take limit bytes already: it can only be counted then.
func (s *section) add(limit int, r row, text func() string) {
	if s.size < limit {
		r.text = text()
		s.size += len(r.text)
	}
	s.rows = append(s.rows, r)
}

// room is kept for the sentence about what is left out.
const room = 1000

func (s section) need() int {
	n := len(s.head) + len(s.foot)
	for _, r := range s.rows {
		n += len(r.text)
	}
	return n
}

// fit writes the sections into space bytes.
func fit(sections []section, space int) string {
	var b strings.Builder
	for i, grant := range grants(sections, space) {
		b.WriteString(sections[i].within(grant))
	}
	return b.String()
}

// grants divides the space: first each gets its share at most, then the first ones
// get what others have left.
func grants(sections []section, space int) []int {
	parts := 0
	for _, s := range sections {
		parts += s.share
	}
	granted := make([]int, len(sections))
	left := space
	for i, s := range sections {
		granted[i] = min(s.need(), space/parts*s.share)
		left -= granted[i]
	}
	for i, s := range sections {
		more := min(s.need()-granted[i], left)
		granted[i] += more
		left -= more
	}
	return granted
}

// within is the section in at most space bytes.
func (s section) within(space int) string {
	if len(s.rows) == 0 {
		return ""
	}
	kept := s.rows
	note := ""
	if s.need() > space {
		kept, note = cut(s.rows, space-len(s.head)-len(s.foot)-room)
	}
	var b strings.Builder
	b.WriteString(s.head)
	for _, r := range kept {
		b.WriteString(r.text)
	}
	b.WriteString(s.foot + note)
	return b.String()
}

// cut keeps the rows that fit, those of the lowest rank first, in their order, and
// says what is left out.
func cut(rows []row, space int) (kept []row, note string) {
	order := make([]int, len(rows))
	for i := range rows {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rows[a].rank, rows[b].rank) })
	n := 0
	for n < len(order) && len(rows[order[n]].text) <= space {
		space -= len(rows[order[n]].text)
		n++
	}
	keep := order[:n]
	slices.Sort(keep)
	for _, i := range keep {
		kept = append(kept, rows[i])
	}
	return kept, leftOut(rows, order[n:])
}

// leftOut says how many rows of each kind are not shown.
func leftOut(rows []row, indices []int) string {
	count := map[string]int{}
	var kinds []string
	for _, i := range indices {
		if count[rows[i].kind]++; count[rows[i].kind] == 1 {
			kinds = append(kinds, rows[i].kind)
		}
	}
	words := make([]string, len(kinds))
	for i, kind := range kinds {
		words[i] = fmt.Sprintf("%d × %s", count[kind], kind)
	}
	return fmt.Sprintf("\n**Left out here, because the page takes no more: %d of %d (%s).** The report has them all.\n", len(indices), len(rows), strings.Join(words, ", "))
}
