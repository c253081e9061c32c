package page

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"gonogo/internal/report"
)

// portion is how many cases share a block of details: a block is read when the first
// of them is opened.
const portion = 64

// catalogue is what the lists of scenarios are drawn from: a column for each field,
// the n-th entry of each is the n-th case. Texts are places in Words. Details of the
// case n are in the block n/Portion.
type catalogue struct {
	Words      []string `json:"words"`
	Portion    int      `json:"portion"`
	Evidence   string   `json:"evidence"` // prefix of links, with a slash at the end
	Title      []int    `json:"title"`
	Scenario   []int    `json:"scenario"`
	Guide      []int    `json:"guide"`
	Release    []int    `json:"release"`
	Stack      []int    `json:"stack"`
	Mark       []int    `json:"mark"`
	Simulated  []int    `json:"simulated"` // 1: no real server
	Engine     []int    `json:"engine"`
	Class      []int    `json:"class"` // of the state
	Sign       []int    `json:"sign"`
	Word       []int    `json:"word"`
	Severity   []int    `json:"severity"` // of the state; higher is worse
	Reason     []int    `json:"reason"`
	Mend       []int    `json:"mend"`
	Asserts    [][]int  `json:"asserts"`
	Findings   [][]int  `json:"findings"`
	Seconds    []int    `json:"ms"`
	Superseded []int    `json:"superseded"` // 1: a later run counts
	Observed   []int    `json:"observed"`   // 1: about no guide
}

// entry is a record with what the document says of it.
type entry struct {
	report.Record
	counts bool
	run    report.Run
}

// entries are all records of a document, the worst first and the same scenarios
// together, so that a block of details repeats itself.
func entries(d *report.Document) []entry {
	byID := map[string]report.Run{}
	for _, r := range d.Runs {
		byID[r.ID] = r
	}
	counts := newest(d)
	all := make([]entry, len(d.Cases))
	for i, c := range d.Cases {
		all[i] = entry{Record: c, counts: counts[marked{c.Run, c.Identity()}], run: byID[c.Run]}
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(rank(b.Record), rank(a.Record)), strings.Compare(a.Title, b.Title),
			strings.Compare(a.Guide, b.Guide), report.CompareReleases(a.Release, b.Release))
	})
	return all
}

// rank orders cases for somebody who looks for what is wrong.
func rank(c report.Record) int {
	return map[state]int{broken: 3, drifted: 2, kept: 1}[stateOf(c)]
}

// blocks are the catalogue and the details as JSON for script elements: "<", ">" and
// "&" are escaped, so that no text ends the element or begins a comment in it.
func blocks(d *report.Document, in Inputs) (list template.JS, details []template.JS, err error) {
	all := entries(d)
	if list, err = block(newCatalogue(all, in)); err != nil {
		return "", nil, err
	}
	for some := range slices.Chunk(all, portion) {
		one, err := block(newDetails(some))
		if err != nil {
			return "", nil, err
		}
		details = append(details, one)
	}
	return list, details, nil
}

func block(value any) (template.JS, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return "", fmt.Errorf("encoding the cases: %w", err)
	}
	return template.JS(raw), nil //nolint:gosec // encoding/json escapes what could end the element
}

func newCatalogue(all []entry, in Inputs) catalogue {
	w, l := newWords(), catalogue{Portion: portion, Evidence: prefix(in.Evidence)}
	for _, e := range all {
		l.add(w, e)
	}
	l.Words = w.list
	return l
}

func (l *catalogue) add(w *words, e entry) {
	s, at := stateOf(e.Record), columnOf(e.Record)
	for _, field := range []struct {
		into *[]int
		text string
	}{
		{&l.Title, e.Title}, {&l.Scenario, e.Scenario}, {&l.Guide, e.Guide}, {&l.Release, e.Release},
		{&l.Stack, e.Stack}, {&l.Mark, at.Mark()}, {&l.Engine, e.Engine}, {&l.Class, s.Class()},
		{&l.Sign, s.Sign()}, {&l.Word, word(e.Record)}, {&l.Reason, e.Record.Judgement().Reason}, {&l.Mend, e.Mend},
	} {
		*field.into = append(*field.into, w.of(field.text))
	}
	for _, field := range []struct {
		into *[]int
		yes  bool
	}{
		{&l.Simulated, at.Simulated()}, {&l.Superseded, !e.counts}, {&l.Observed, !promised(e.Record)},
	} {
		*field.into = append(*field.into, bit(field.yes))
	}
	l.Severity = append(l.Severity, int(s))
	l.Seconds = append(l.Seconds, int(e.Seconds*1000))
	l.Asserts = append(l.Asserts, w.all(e.Asserts))
	l.Findings = append(l.Findings, w.all(e.Findings))
}

func bit(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
