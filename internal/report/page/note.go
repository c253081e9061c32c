package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/report"
	"gonogo/internal/report/outline"
	"gonogo/internal/verdict"
)

// finding is the kind of a note that keeps nobody from logging in.
const finding = "finding"

// note is one thing to know, with where it was seen.
type note struct {
	State state
	// Kind is the word before it: "drift", "broken", "finding", "unsupported".
	Kind    string
	Text    string
	Mend    string // what would mend it; may be empty
	Instead string // what was observed; may be empty
	Source  string // of what is known; may be empty
	// Lines are the statements of the guide that do not hold.
	Lines []line
	// Titles are the scenarios that have shown it.
	Titles []string
	Spans  []span
	// Letter names a note that several statements share: "A".
	Letter string

	at map[column]bool
}

// line is a statement as a link to it.
type line struct {
	ID     string
	Number int // 0: not known
}

// notes gather what is the same thing on several releases.
type notes struct {
	all    []column
	in     map[[3]string]*note
	sorted []*note
}

func newNotes(all []column) *notes { return &notes{all: all, in: map[[3]string]*note{}} }

// add takes in why a case is not kept.
func (n *notes) add(c report.Record, s state, in Inputs) error {
	j := c.Judgement()
	text := j.Reason
	if text == "" {
		text = "no reason was given"
	}
	one := n.at(note{State: s, Kind: kindOf(c, s), Text: outline.EveryRelease(text, c.Release), Mend: j.Mend}, columnOf(c))
	one.sees(c.Title)
	if j.Statement != "" {
		one.points(in.lineOf(c.Guide, j.Statement))
	}
	known, err := in.known(c)
	if err != nil || known == nil || s != drifted {
		return err
	}
	one.Instead, one.Source = known.Instead, known.Source
	return nil
}

func kindOf(c report.Record, s state) string {
	if s == broken {
		return word(c)
	}
	return s.Word()
}

// find takes in what a reader should know of a statement besides the verdict.
func (n *notes) find(c report.Record, text string) {
	one := n.at(note{State: kept, Kind: finding, Text: outline.EveryRelease(text, c.Release)}, columnOf(c))
	one.sees(c.Title)
}

// at is the gathered note of the same words; it was seen in one more column.
func (n *notes) at(one note, where column) *note {
	key := [3]string{one.Kind, one.Text, one.Mend}
	if n.in[key] == nil {
		one.at = map[column]bool{}
		n.in[key] = &one
		n.sorted = append(n.sorted, &one)
	}
	n.in[key].at[where] = true
	return n.in[key]
}

// Sentence is the text as a sentence.
func (n note) Sentence() string { return sentence(n.Text) }

// sentence begins a text with a capital, unless it begins with a name of something,
// and ends it with a full stop.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	first, _, _ := strings.Cut(text, " ")
	if first == strings.ToLower(first) && !strings.ContainsAny(first, "_-./:=") {
		r, size := utf8.DecodeRuneInString(text)
		text = string(unicode.ToUpper(r)) + text[size:]
	}
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

func (n *note) sees(title string) {
	if !slices.Contains(n.Titles, title) {
		n.Titles = append(n.Titles, title)
	}
}

func (n *note) points(to line) {
	if !slices.Contains(n.Lines, to) {
		n.Lines = append(n.Lines, to)
	}
}

// list are the notes with their releases in words.
func (n *notes) list() []note {
	var list []note
	for _, one := range n.sorted {
		shown := *one
		shown.Spans = spans(n.all, one.at)
		list = append(list, shown)
	}
	return list
}

func (in Inputs) lineOf(id, statement string) line {
	if g := in.find(id); g != nil {
		for _, s := range g.Statements {
			if s.ID == statement {
				return line{ID: s.ID, Number: s.Line}
			}
		}
	}
	return line{ID: statement}
}

// known is the entry of the drift list for a case; nil without one. Records do not
// tell the scheme: gonogo's own stacks are on https.
func (in Inputs) known(c report.Record) (*verdict.Drift, error) {
	r, err := release.New(c.Release)
	if err != nil {
		return nil, nil //nolint:nilerr // no release that could be listed
	}
	return in.Drift.Find(verdict.Cell{Guide: c.Guide, Promise: c.Scenario, Release: r, Scheme: "https"})
}

// byID finds the statements of a guide.
func byID(g *guide.Guide) map[string]int {
	index := map[string]int{}
	for i, s := range g.Statements {
		index[s.ID] = i
	}
	return index
}
