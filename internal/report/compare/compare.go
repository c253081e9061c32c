// Package compare says what is new between two documents of results: what broke,
// what is mended, what has come, gone, become slower or unreliable.
package compare

import (
	"cmp"
	"slices"
	"strings"

	"gonogo/internal/report"
)

// Kind is what a finding is. Kinds are listed with the most important first.
type Kind string

// The kinds, in the order of [Kinds]. Those up to Still fail a build; what follows
// is told.
const (
	Broke       Kind = "broke"             // held before, or was not there, and is broken or unexpected now
	Healed      Kind = "healed"            // a known break holds now, and is listed still
	Failed      Kind = "failed"            // a run failed outside of any scenario, or was interrupted
	Missing     Kind = "missing shard"     // a shard that should be there is not
	Vanished    Kind = "vanished"          // a case of before is not there any more
	Unsupported Kind = "newly unsupported" // said something before and says nothing now
	Flaky       Kind = "flaky"             // different verdicts or outcomes at one commit
	Slower      Kind = "slower"            // by a noticeable factor
	Still       Kind = "still unexpected"  // unexpected before and now
	Changed     Kind = "changed"           // commit, releases, stacks, engines, selection, Go
	Mended      Kind = "mended"            // broken or unexpected before, holds now
	Listed      Kind = "listed"            // was unexpected, and is known by now
	Appeared    Kind = "appeared"          // was not there before
)

// Kinds lists the kinds, most important first.
func Kinds() []Kind {
	return []Kind{Broke, Healed, Failed, Missing, Vanished, Unsupported, Flaky, Slower, Still, Changed, Mended, Listed, Appeared}
}

// Serious tells whether a finding of the kind fails a build.
func (k Kind) Serious() bool {
	return slices.Index(Kinds(), k) <= slices.Index(Kinds(), Still)
}

// Finding is one thing that is new.
type Finding struct {
	Kind Kind            `json:"kind"`
	Case report.Identity `json:"case,omitzero"` // zero: it is about more than one case
	// Cases counts the cases that it is about; 0: it is about none in particular.
	Cases int    `json:"cases,omitempty"`
	Title string `json:"title"` // what it is about, in words
	Text  string `json:"text"`  // what is new, in one sentence
	// Before and After are what the case was and is, in words; empty: it was not there,
	// or that is not what has changed.
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
	// Old and New are the newest records of the case on each side; nil: none.
	Old *report.Record `json:"-"`
	New *report.Record `json:"-"`
	// Since and Now are the commits of those; empty: not known.
	Since string `json:"since,omitempty"`
	Now   string `json:"now,omitempty"`
}

// Comparison is what is new, most important first.
type Comparison struct {
	// Since is the commit of the newest earlier run, and Now that of the newest one;
	// empty: not known.
	Since, Now string
	Findings   []Finding
}

// ExitStatus is 1 where a finding fails a build, otherwise 0.
func (c Comparison) ExitStatus() int {
	if slices.ContainsFunc(c.Findings, func(f Finding) bool { return f.Kind.Serious() }) {
		return 1
	}
	return 0
}

// Of lists the findings of a kind, in their order.
func (c Comparison) Of(kind Kind) []Finding {
	var found []Finding
	for _, f := range c.Findings {
		if f.Kind == kind {
			found = append(found, f)
		}
	}
	return found
}

// Alone says what needs attention in a document that is held against nothing.
func Alone(d *report.Document) Comparison {
	c := Compare(&report.Document{}, d)
	c.Findings = slices.DeleteFunc(c.Findings, func(f Finding) bool { return f.Kind == Appeared })
	return c
}

// Compare holds later results against earlier ones. Either may be of many runs.
func Compare(old, recent *report.Document) Comparison {
	before, now := newSide(old), newSide(recent)
	c := Comparison{Since: before.commit(), Now: now.commit()}
	c.Findings = slices.Concat(
		judged(before, now), failed(now), lost(before, now), flaky(before, now), slower(before, now), changed(before, now),
	)
	for i := range c.Findings {
		f := &c.Findings[i]
		f.Since, f.Now = before.commitOf(f.Old), now.commitOf(f.New)
	}
	slices.SortStableFunc(c.Findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind)),
			a.Case.Compare(b.Case),
			strings.Compare(a.Title, b.Title),
			strings.Compare(a.Text, b.Text),
		)
	})
	return c
}

// side is one of the two documents.
type side struct {
	document *report.Document
	latest   map[report.Identity]*report.Record
	order    []report.Identity // of latest
	runs     map[string]report.Run
	current  map[string]bool // ids of the newest runs
}

func newSide(d *report.Document) side {
	s := side{document: d, latest: map[report.Identity]*report.Record{}, runs: map[string]report.Run{}, current: map[string]bool{}}
	latest := d.Latest()
	for i := range latest {
		id := latest[i].Identity()
		s.latest[id] = &latest[i]
		s.order = append(s.order, id)
	}
	for _, run := range d.Runs {
		s.runs[run.ID] = run
	}
	for _, run := range d.Current() {
		s.current[run.ID] = true
	}
	return s
}

// there tells whether the newest runs have a case.
func (s side) there(id report.Identity) bool {
	r := s.latest[id]
	return r != nil && s.current[r.Run]
}

// commit is that of the newest run of which it is known.
func (s side) commit() string {
	for _, run := range slices.Backward(s.document.Runs) {
		if run.Commit != "" {
			return commitOf(run)
		}
	}
	return ""
}

// commitOf is the commit of a record's run.
func (s side) commitOf(r *report.Record) string {
	if r == nil {
		return ""
	}
	return commitOf(s.runs[r.Run])
}

func commitOf(run report.Run) string {
	if run.Modified && run.Commit != "" {
		return run.Commit + "-dirty"
	}
	return run.Commit
}
