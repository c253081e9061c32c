package report

import (
	"slices"
	"strings"

	"gonogo/internal/verdict"
)

// Case is one scenario for one guide at one release.
type Case struct {
	Package, Test string
	Guide         string
	Release       string
	Scenario      string
	Title         string
	Stack         string
	Engine        string
	Judgement     verdict.Judgement
	Judged        bool // false: the scenario ended before a verdict
	Statements    []string
	Findings      []string
	Unobserved    []string // checks that the stack could not make: neither kept nor broken
	Trouble       Trouble  // empty for what is no row of a troubleshooting table
	Artifacts     string
	Passed        bool
	Skipped       bool
	Elapsed       float64 // seconds
	Output        string
}

// Results is what a run left behind.
type Results struct {
	Cases []Case
	// Output is what was printed outside of any scenario: build errors, panics.
	Output string
	// Failed counts packages and tests that failed outside of any scenario.
	Failed int

	open map[string]*Case
}

// NewResults returns an empty record.
func NewResults() *Results { return &Results{open: map[string]*Case{}} }

// Add takes in one event. It returns the case that the event finished, or nil.
func (r *Results) Add(e Event) *Case {
	if e.Test == "" {
		r.addPackage(e)
		return nil
	}
	id := e.Package + " " + e.Test
	c := r.open[id]
	if c == nil {
		c = &Case{Package: e.Package, Test: e.Test}
		r.open[id] = c
	}
	switch e.Action {
	case "attr":
		c.set(e.Key, e.Value)
	case "output":
		c.Output += e.Output
	case "pass", "fail", "skip":
		delete(r.open, id)
		return r.finish(c, e)
	}
	return nil
}

// addPackage keeps what does not belong to a test.
func (r *Results) addPackage(e Event) {
	switch e.Action {
	case "output", "build-output":
		r.Output += e.Output
	case "fail", "build-fail":
		r.Failed++
	}
}

func (r *Results) finish(c *Case, e Event) *Case {
	c.Passed, c.Skipped, c.Elapsed = e.Action == "pass", e.Action == "skip", e.Elapsed
	if c.Scenario == "" {
		if e.Action == "fail" {
			r.Output += c.Output
		}
		return nil
	}
	r.Cases = append(r.Cases, *c)
	return &r.Cases[len(r.Cases)-1]
}

// Unfinished lists the scenarios that had begun when the stream ended.
func (r *Results) Unfinished() []Case {
	var left []Case
	for _, c := range r.open {
		if c.Scenario != "" {
			left = append(left, *c)
		}
	}
	slices.SortFunc(left, func(a, b Case) int { return strings.Compare(a.Test, b.Test) })
	return left
}

func (c *Case) set(key, value string) {
	switch key {
	case KeyGuide:
		c.Guide = value
	case KeyRelease:
		c.Release = value
	case KeyScenario:
		c.Scenario = value
	case KeyTitle:
		c.Title = value
	case KeyStack:
		c.Stack = value
	case KeyEngine:
		c.Engine = value
	case KeyVerdict:
		c.Judgement.Verdict, c.Judged = verdict.Verdict(value), true
	case KeyExpected:
		c.Judgement.Expected = value == "true"
	case KeyReason:
		c.Judgement.Reason = value
	case KeyMend:
		c.Judgement.Mend = value
	case KeyBroken:
		c.Judgement.Statement = value
	case KeyStatement:
		c.Statements = append(c.Statements, value)
	case KeyFinding:
		c.Findings = append(c.Findings, value)
	case KeyUnobserved:
		c.Unobserved = append(c.Unobserved, value)
	case KeyArtifacts:
		c.Artifacts = value
	case KeySymptom:
		c.Trouble.Symptom = value
	case KeyCause:
		c.Trouble.Cause = value
	case KeyDiagnosis:
		c.Trouble.Diagnosis = value
	case KeyCure:
		c.Trouble.Cure = value
	}
}
