package page

// standing is a state with where it is so, in words: for narrow screens and for
// those who read rather than scan.
type standing struct {
	Sign, Word, Class string
	Spans             []span
}

// standings word the looks of a row's columns, in the order of their first column.
func standings(all []column, look func(i int) looks) []standing {
	var order []looks
	sets := map[looks]map[column]bool{}
	for i, c := range all {
		l := look(i)
		if sets[l] == nil {
			sets[l], order = map[column]bool{}, append(order, l)
		}
		sets[l][c] = true
	}
	var list []standing
	for _, l := range order {
		list = append(list, standing{l.sign, l.word, l.class, spans(all, sets[l])})
	}
	return list
}

// Summary is how the statement stands, in words.
func (r *row) Summary() []standing {
	return standings(r.notes.all, func(i int) looks { return r.States[i].State.looks() })
}

// Summary is how the trouble ended, in words.
func (r troubleRow) Summary() []standing {
	var all []column
	for _, c := range r.Cells {
		all = append(all, c.column)
	}
	return standings(all, func(i int) looks { return r.Cells[i].State.looks() })
}

// Summary is the poll of the row, in words.
func (r pollRow) Summary() []standing {
	var all []column
	for _, c := range r.Cells {
		all = append(all, column{Release: c.Release, Stack: r.Stack.Stack})
	}
	return standings(all, func(i int) looks { return r.Cells[i].looks() })
}

func (c pollCell) looks() looks {
	switch {
	case !c.Ran:
		return looks{"·", "not run", "none"}
	case c.Go:
		return looks{"✓", "GO", "kept"}
	}
	if c.News {
		return looks{"!", "NO-GO", "broken news"}
	}
	return looks{"✗", "NO-GO", "broken"}
}

// Sign is the poll as one character.
func (c pollCell) Sign() string { return c.looks().sign }

// Word is the poll in words.
func (c pollCell) Word() string { return c.looks().word }

// Class is the poll as a class of the style sheet.
func (c pollCell) Class() string { return c.looks().class }

// Sign is the note's state as one character.
func (n note) Sign() string {
	if n.Kind == finding {
		return "i"
	}
	return n.State.Sign()
}

// Class is the note's state as a class of the style sheet.
func (n note) Class() string {
	if n.Kind == finding {
		return "info"
	}
	return n.State.Class()
}
