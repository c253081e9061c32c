package page

import (
	"gonogo/internal/report"
	"gonogo/internal/report/compare"
	"gonogo/internal/report/outline"
)

// most is how many findings that ask for action are shown at once; more fold away.
const most = 30

// changes are what is new since earlier results: what asks for action first, then
// what is told.
type changes struct {
	Since, Now            string
	Serious, More, Others []change
}

// change is a finding of a comparison as the page shows it.
type change struct {
	compare.Finding
	Repeat string // the one command that plays the case again; empty: it is not there
}

func changesOf(c *compare.Comparison) *changes {
	if c == nil {
		return nil
	}
	all := &changes{Since: commit(c.Since), Now: commit(c.Now)}
	for _, f := range c.Findings {
		switch shown := newChange(f); {
		case !f.Kind.Serious():
			all.Others = append(all.Others, shown)
		case len(all.Serious) < most:
			all.Serious = append(all.Serious, shown)
		default:
			all.More = append(all.More, shown)
		}
	}
	return all
}

func commit(of string) string { return outline.Commit(report.Run{Commit: of}) }

func newChange(f compare.Finding) change {
	f.Title, f.Text = outline.Clean(f.Title), outline.Clean(f.Text)
	shown := change{Finding: f}
	if f.New != nil {
		shown.Repeat = outline.Clean(f.New.Repeat)
	}
	return shown
}

// Where is where the case was proven; its release is empty where it is about more
// than one case.
func (c change) Where() column { return column{Release: c.Case.Release, Stack: c.Case.Stack} }

// Mend is what would mend it, if it is known.
func (c change) Mend() string {
	if c.New == nil {
		return ""
	}
	return c.New.Mend
}
