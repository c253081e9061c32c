package page

import (
	"cmp"
	"slices"
	"strings"

	"gonogo/internal/report"
)

const (
	cured   = "cured"
	uncured = "not cured: "
	nothing = "nothing" // the diagnosis of a healthy workspace
)

// named tells whether the doctor named the cause, and nothing else.
func named(t report.Trouble) bool {
	return t.Diagnosis == t.Cause || t.Diagnosis == nothing && t.Cause == ""
}

// troubles are symptom × cause × release.
type troubles struct {
	Columns  []column
	Symptoms []symptom
	Uncured  []note
	Mistaken []note
	// Of Sick troubles Right were named rightly; of Healthy workspaces Quiet were left alone.
	Sick, Right, Healthy, Quiet int
}

// Width is the number of the table's columns.
func (t *troubles) Width() int {
	if t.Many() {
		return 2
	}
	return len(t.Columns) + 2
}

// Stack is the stack of each row where there is but one; nil where columns say theirs.
func (t *troubles) Stack() *column { return single(t.Columns) }

// Many tells whether there are more columns than the table has room for.
func (t *troubles) Many() bool { return len(t.Columns) > room }

// Mixed tells whether several stacks stand side by side.
func (t *troubles) Mixed() bool { return len(stacks(t.Columns)) > 1 }

type symptom struct {
	Text string
	Rows []troubleRow
}

type troubleRow struct {
	Title, Cause string
	Cells        []troubleCell
}

// troubleCell is a trouble on one release, the worst of its cases.
type troubleCell struct {
	column
	State troubleState
}

// troubleState is how a trouble ended, from what says least to what is worst.
type troubleState int

const (
	unplayed troubleState = iota
	cannot
	mended
	stays
	unexpected
)

func (s troubleState) looks() looks {
	return map[troubleState]looks{
		unplayed:   {"", "not played", "none"},
		cannot:     {"–", "cannot happen here", "na"},
		mended:     {"✓", "as told", "kept"},
		stays:      {"×", "not cured", "drift"},
		unexpected: {"!", "unexpected", "broken"},
	}[s]
}

// Sign is the state as one character.
func (s troubleState) Sign() string { return s.looks().sign }

// Word is the state in words.
func (s troubleState) Word() string { return s.looks().word }

// Class is the state as a class of the style sheet.
func (s troubleState) Class() string { return s.looks().class }

func troubleStateOf(c report.Record) troubleState {
	switch s := stateOf(c); {
	case s == broken:
		return unexpected
	case s == unsupported:
		return cannot
	case s == drifted || strings.HasPrefix(c.Trouble.Cure, uncured):
		return stays
	}
	return mended
}

func newTroubles(records []report.Record) *troubles {
	records = only(records, func(c report.Record) bool { return c.Trouble != nil && c.Trouble.Symptom != "" })
	if len(records) == 0 {
		return nil
	}
	t := &troubles{Columns: columns(records)}
	left, mistaken := newNotes(t.Columns), newNotes(t.Columns)
	for _, c := range records {
		t.count(*c.Trouble)
		t.rowOf(c).take(c)
		if reason, not := strings.CutPrefix(c.Trouble.Cure, uncured); not {
			left.at(note{State: drifted, Kind: c.Title + " (" + c.Guide + ")", Text: reason}, columnOf(c))
		}
		if c.Trouble.Diagnosis != "" && !named(*c.Trouble) {
			mistaken.at(note{State: broken, Kind: c.Guide, Text: cmp.Or(c.Trouble.Cause, nothing) + " is taken for " + c.Trouble.Diagnosis}, columnOf(c))
		}
	}
	t.Uncured, t.Mistaken = left.list(), mistaken.list()
	return t
}

func (t *troubles) count(one report.Trouble) {
	switch {
	case one.Diagnosis == "":
	case one.Cause == "":
		t.Healthy++
		if named(one) {
			t.Quiet++
		}
	default:
		t.Sick++
		if named(one) {
			t.Right++
		}
	}
}

// rowOf finds the row of a case, or makes it.
func (t *troubles) rowOf(c report.Record) *troubleRow {
	i := slices.IndexFunc(t.Symptoms, func(s symptom) bool { return s.Text == c.Trouble.Symptom })
	if i < 0 {
		i, t.Symptoms = len(t.Symptoms), append(t.Symptoms, symptom{Text: c.Trouble.Symptom})
	}
	s := &t.Symptoms[i]
	cause := cmp.Or(c.Trouble.Cause, nothing)
	j := slices.IndexFunc(s.Rows, func(r troubleRow) bool { return r.Title == c.Title && r.Cause == cause })
	if j < 0 {
		row := troubleRow{Title: c.Title, Cause: cause}
		for _, at := range t.Columns {
			row.Cells = append(row.Cells, troubleCell{column: at})
		}
		j, s.Rows = len(s.Rows), append(s.Rows, row)
	}
	return &s.Rows[j]
}

func (r *troubleRow) take(c report.Record) {
	for i := range r.Cells {
		if r.Cells[i].column == columnOf(c) {
			r.Cells[i].State = max(r.Cells[i].State, troubleStateOf(c))
		}
	}
}
