package page

import (
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/report"
	"gonogo/internal/verdict"
)

// stage is how far a row of a troubleshooting table holds: the symptom comes about,
// the doctor names its cause, the fix cures it.
type stage struct {
	Word  string   // "reproduced"
	Yes   []span   // where it was so
	No    []span   // where it was not
	Other []string // in words, what was instead

	yes, no map[column]bool
}

func newStages() []*stage {
	var all []*stage
	for _, word := range []string{"reproduced", "diagnosed", "cured"} {
		all = append(all, &stage{Word: word, yes: map[column]bool{}, no: map[column]bool{}})
	}
	return all
}

// fails tells whether a case has shown that the row's fix does not cure, and why.
func (r *row) fails(c report.Record) (why string, not bool) {
	if r.Kind != guide.KindSymptom || c.Trouble == nil {
		return "", false
	}
	return strings.CutPrefix(c.Trouble.Cure, uncured)
}

// stage takes in what a case has shown of the row. A case that could not come about
// on its release shows nothing.
func (r *row) stage(c report.Record) {
	j, t := c.Judgement(), *c.Trouble
	if j.Verdict == verdict.Unsupported {
		return
	}
	at := columnOf(c)
	r.stages[0].tell(at, j.Expected && j.Verdict == verdict.Kept, "")
	if t.Diagnosis != "" {
		r.stages[1].tell(at, named(t), "named "+t.Diagnosis)
	}
	if t.Cure != "" {
		r.stages[2].tell(at, t.Cure == cured, "") // the reason is a note
	}
}

func (s *stage) tell(at column, yes bool, instead string) {
	if yes {
		s.yes[at] = true
		return
	}
	s.no[at] = true
	for _, known := range s.Other {
		if known == instead {
			return
		}
	}
	if instead != "" {
		s.Other = append(s.Other, instead)
	}
}

// reached are the stages of which anything is known. Where one case of a release
// did not get there, the release did not.
func (r *row) reached() []stage {
	var shown []stage
	for _, s := range r.stages {
		if len(s.yes)+len(s.no) == 0 {
			continue
		}
		for at := range s.no {
			delete(s.yes, at)
		}
		s.Yes, s.No = spans(r.notes.all, s.yes), spans(r.notes.all, s.no)
		shown = append(shown, *s)
	}
	return shown
}
