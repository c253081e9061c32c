// Package junit writes junit.xml, the de-facto format in which GitHub's actions,
// GitLab and Jenkins read the results of tests. It keeps to what all of them take:
// its schema is fixtures/schemas/junit.xsd.
package junit

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"gonogo/internal/report"
	"gonogo/internal/report/outline"
)

// GitLab takes files of up to 30 MB (docs.gitlab.com, "Unit test reports"). All
// transcripts together stay below allTexts bytes, one of them below oneText, and a
// name or a reason below oneLine.
const (
	allTexts = 16 << 20
	oneText  = 16 << 10
	oneLine  = 500
)

// Write makes junit.xml of a document: a suite for each guide, release and stack. An
// unexpected verdict is a failure, a case without a valid one an error, what is not
// supported is skipped. Known drift passes: it is a property of the suite, because
// strict readers take no properties at a case, and the output of the case.
func Write(w io.Writer, d *report.Document) error {
	if d == nil {
		return errors.New("there are no results to write")
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("writing the JUnit report: %w", err)
	}
	out := newWriter(w)
	out.report(d)
	return out.close()
}

func (w *writer) report(d *report.Document) {
	cases, faults := outline.Cases(d), outline.Faults(d)
	n := tallyOf(cases)
	w.limit = min(oneText, allTexts/max(n.failures+n.errors+len(faults), 1))
	n.add(tally{tests: len(faults), errors: len(faults)})
	w.within("testsuites", append([]attribute{{"name", "gonogo"}}, n.attributes()...), func() {
		for _, group := range outline.Groups(cases) {
			w.suite(group)
		}
		if len(faults) > 0 {
			w.faults(faults)
		}
	})
}

func (w *writer) suite(g outline.Group) {
	attributes := append([]attribute{{"name", suiteName(g.Place)}}, tallyOf(g.Cases).suiteAttributes()...)
	if begun := begun(g.Cases); !begun.IsZero() {
		attributes = append(attributes, attribute{"timestamp", begun.UTC().Format("2006-01-02T15:04:05")})
	}
	w.within("testsuite", attributes, func() {
		w.properties(g)
		names := map[string]int{}
		for _, c := range g.Cases {
			w.testcase(c, names)
		}
	})
}

// suiteName says the stack in words, so that nobody takes a simulator's result for a
// real server's.
func suiteName(p outline.Place) string {
	return fmt.Sprintf("%s on Rocket.Chat %s (%s)", p.Guide, p.Release, stackWords(p.Stack))
}

func stackWords(stack string) string {
	return (&report.Record{Stack: stack}).StackWords()
}

func begun(cases []outline.Case) time.Time {
	var first time.Time
	for _, c := range cases {
		if first.IsZero() || !c.Started.IsZero() && c.Started.Before(first) {
			first = c.Started
		}
	}
	return first
}

func (w *writer) properties(g outline.Group) {
	w.within("properties", nil, func() {
		for _, p := range []attribute{
			{"guide", g.Guide},
			{"release", g.Release},
			{"stack", g.Stack},
			{"engine", strings.Join(g.Engines(), ", ")},
			{"commit", strings.Join(g.Commits(), ", ")},
		} {
			w.property(p.name, p.value)
		}
		for _, c := range g.Cases {
			if c.Kind == outline.Drift {
				w.property("known drift: "+c.Scenario, c.Why())
			}
		}
	})
}

func (w *writer) property(name, value string) {
	w.element("property", []attribute{{"name", name}, {"value", value}}, "")
}
