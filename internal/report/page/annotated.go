package page

import (
	"slices"
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/report"
)

// annotated is a guide with what became of each of its statements.
type annotated struct {
	*guide.Guide
	Columns []column
	Rows    []*row
	// Shared are the breaks that touch many statements, by letter.
	Shared []note
	Totals []total
}

// total counts the statements of one state, each by its worst release.
type total struct {
	State state
	Count int
}

// row is one statement.
type row struct {
	guide.Statement
	Of     string // id of the guide
	States []cell
	Worst  state
	Notes  []note
	// Also are the letters of breaks that the statement shares with others.
	Also []note
	// Excuse says why nothing asserts it, where nothing does.
	Excuse string
	// Shown is what a symptom's scenarios have shown of it.
	Shown []stage

	notes  *notes
	stages []*stage
}

// Words is the kind of the statement in words.
func (r *row) Words() string { return strings.ReplaceAll(string(r.Kind), "-", " ") }

// Stacks are the stacks of the guide's columns.
func (a annotated) Stacks() []column { return stackColumns(a.Columns) }

// Stack is the stack of the row where there is but one; nil where columns say theirs.
func (r *row) Stack() *column { return single(r.notes.all) }

// Many tells whether there are more columns than a table has room for.
func (a annotated) Many() bool { return len(a.Columns) > room }

// Mixed tells whether several stacks stand side by side; one stands beside the title.
func (a annotated) Mixed() bool { return len(stacks(a.Columns)) > 1 }

// cell is a statement on one release.
type cell struct {
	column
	State state
}

// annotate lays the records of a guide against its statements.
func annotate(g *guide.Guide, records []report.Record, in Inputs) (annotated, error) {
	records = only(records, func(c report.Record) bool { return c.Guide == g.ID })
	a := annotated{Guide: g, Columns: columns(records)}
	for _, s := range g.Statements {
		a.Rows = append(a.Rows, newRow(g.ID, s, a.Columns))
	}
	index := byID(g)
	for _, c := range records {
		if err := a.take(c, index, in); err != nil {
			return a, err
		}
	}
	for _, r := range a.Rows {
		r.finish(in.Excuses.Reason(g, r.Statement))
	}
	a.share()
	a.Totals = totals(a.Rows)
	return a, nil
}

func newRow(of string, s guide.Statement, all []column) *row {
	r := &row{Of: of, Statement: s, notes: newNotes(all), stages: newStages()}
	for _, c := range all {
		r.States = append(r.States, cell{column: c})
	}
	return r
}

// take lays one record against the statements that it asserts, that it breaks, and
// that it has found something about.
func (a *annotated) take(c report.Record, index map[string]int, in Inputs) error {
	asserts := c.Asserts
	if c.Statement != "" && !slices.Contains(asserts, c.Statement) {
		asserts = append(slices.Clone(asserts), c.Statement)
	}
	for _, id := range asserts {
		i, ok := index[id]
		if !ok {
			continue
		}
		if err := a.Rows[i].take(c, in); err != nil {
			return err
		}
	}
	for _, text := range c.Findings {
		id, sentence, ok := strings.Cut(text, ": ")
		if i, known := index[id]; ok && known {
			a.Rows[i].notes.find(c, sentence)
		}
	}
	return nil
}

// take counts a record for the statement.
func (r *row) take(c report.Record, in Inputs) error {
	s := stateOf(c)
	if why, not := r.fails(c); not && s == kept {
		s = drifted
		r.notes.at(note{State: drifted, Kind: "not cured", Text: why}, columnOf(c)).sees(c.Title)
	}
	if s == drifted && c.Statement != "" && c.Statement != r.ID {
		s = hindered
	}
	i := slices.IndexFunc(r.States, func(x cell) bool { return x.column == columnOf(c) })
	r.States[i].State = max(r.States[i].State, s)
	if r.Kind == guide.KindSymptom && c.Trouble != nil {
		r.stage(c)
	}
	if stateOf(c) == kept || s == unsupported && c.Reason == "" {
		return nil
	}
	return r.notes.add(c, s, in)
}

// finish words what was taken in.
func (r *row) finish(excuse string) {
	all := map[column]state{}
	for _, c := range r.States {
		r.Worst = max(r.Worst, c.State)
		all[c.column] = c.State
	}
	for _, n := range r.notes.list() {
		if n.State == hindered && !hinders(n, all) {
			continue // another scenario shows that it holds all the same
		}
		r.Notes = append(r.Notes, n)
	}
	r.Notes = withoutEchoes(r.Notes)
	slices.SortStableFunc(r.Notes, func(a, b note) int { return int(b.weight() - a.weight()) })
	if r.Worst == unasserted {
		r.Excuse = excuse
	}
	r.Shown = r.reached()
}

// withoutEchoes leaves out findings that say what a break says already.
func withoutEchoes(list []note) []note {
	told := map[string]bool{}
	for _, n := range list {
		told[n.Text] = told[n.Text] || n.Kind != finding
	}
	return slices.DeleteFunc(list, func(n note) bool { return n.Kind == finding && told[n.Text] })
}

// hinders tells whether a note is all that is known of the statement somewhere.
func hinders(n note, states map[column]state) bool {
	for c := range n.at {
		if states[c] == hindered {
			return true
		}
	}
	return false
}

func (n note) weight() state {
	if n.State == hindered {
		return drifted
	}
	if n.Kind == finding {
		return unasserted
	}
	return n.State
}

func totals(rows []*row) []total {
	var list []total
	for _, s := range []state{broken, drifted, kept, unsupported, unasserted} {
		count := 0
		for _, r := range rows {
			if r.Worst == s || s == drifted && r.Worst == hindered {
				count++
			}
		}
		if count > 0 {
			list = append(list, total{s, count})
		}
	}
	return list
}
