package page

import "slices"

// many is from how many statements on a break is told once for the guide.
const many = 3

// share takes breaks that touch many statements out of the rows: they are told once,
// by letter. A statement that is itself at fault keeps its note.
func (a *annotated) share() {
	count := map[[3]string]int{}
	for _, r := range a.Rows {
		for _, n := range r.Notes {
			if n.shareable(r.ID) {
				count[n.key()]++
			}
		}
	}
	letters := map[[3]string]int{}
	for _, r := range a.Rows {
		var own []note
		for _, n := range r.Notes {
			if !n.shareable(r.ID) || count[n.key()] < many {
				own = append(own, n)
				continue
			}
			i, known := letters[n.key()]
			if !known {
				i = len(a.Shared)
				letters[n.key()] = i
				n.Letter = letter(i)
				a.Shared = append(a.Shared, n)
			}
			a.Shared[i].join(n)
			n.Letter = a.Shared[i].Letter
			r.Also = append(r.Also, n)
		}
		r.Notes = elsewhere(own, r.ID)
	}
	for i := range a.Shared {
		a.Shared[i].Spans = spans(a.Columns, a.Shared[i].at)
	}
}

// elsewhere are notes without the lines that lead to where they stand.
func elsewhere(notes []note, id string) []note {
	for i := range notes {
		notes[i].Lines = slices.DeleteFunc(slices.Clone(notes[i].Lines), func(l line) bool { return l.ID == id })
	}
	return notes
}

func (n note) shareable(id string) bool {
	if n.weight() < drifted {
		return false
	}
	for _, l := range n.Lines {
		if l.ID == id {
			return false
		}
	}
	return true
}

func (n note) key() [3]string { return [3]string{n.Kind, n.Text, n.Mend} }

// join adds where a note of the same words was seen.
func (n *note) join(other note) {
	at := map[column]bool{}
	for _, set := range []map[column]bool{n.at, other.at} {
		for c := range set {
			at[c] = true
		}
	}
	n.at = at
	for _, title := range other.Titles {
		n.sees(title)
	}
	for _, l := range other.Lines {
		n.points(l)
	}
}

// letter names the note at i: A to Z, then A1 and so on.
func letter(i int) string {
	name := string(rune('A' + i%26))
	if i >= 26 {
		name += string(rune('0' + i/26%10))
	}
	return name
}
