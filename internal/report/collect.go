package report

import (
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/verdict"
)

// Collector makes records of the events of one run, as they come. The zero value
// is ready to use.
type Collector struct {
	run      Run
	cases    []Record
	tests    map[testName]*openTest
	packages map[string]*openPackage
	output   strings.Builder
	faults   []string
	broken   bool // the stream ended within a line
}

type testName struct{ pkg, test string }

// openTest is a test that has begun and not ended.
type openTest struct {
	record Record
	output strings.Builder
	failed bool // something below it failed
}

type openPackage struct {
	failed bool // a test in it failed
}

// Add takes in one event. It returns the scenario that the event ended, or nil.
func (c *Collector) Add(e Event) *Record {
	c.note(e)
	if e.Test == "" {
		c.addPackage(e)
		return nil
	}
	t := c.test(e)
	switch e.Action {
	case "run", "cont":
		t.record.Started = e.Time
	case "attr":
		c.set(t, e.Key, e.Value)
	case "artifacts":
		t.record.Artifacts = e.Path
	case "output":
		t.output.WriteString(e.Output)
	case "pass", "fail", "skip":
		delete(c.tests, testName{e.Package, e.Test})
		return c.finish(t, e)
	}
	return nil
}

// note keeps when the run began and ended, and what is wrong with its events.
func (c *Collector) note(e Event) {
	if e.Fault != "" {
		c.faults = append(c.faults, e.Fault)
		c.broken = c.broken || strings.HasSuffix(e.Fault, "breaks off")
	}
	if e.Time.IsZero() {
		return
	}
	if at := e.Time.UTC(); c.run.Started.IsZero() || at.Before(c.run.Started) {
		c.run.Started = at
	}
	if at := e.Time.UTC(); at.After(c.run.Ended) {
		c.run.Ended = at
	}
}

// addPackage keeps what does not belong to a test. A package that failed without
// a failed test did so outside of any: it did not build, or it panicked.
func (c *Collector) addPackage(e Event) {
	switch e.Action {
	case "start":
		c.open(e.Package)
	case "output", "build-output":
		if !formality(e.Output) {
			c.output.WriteString(e.Output)
		}
	case "fail":
		if !c.open(e.Package).failed {
			c.run.Failed++
		}
		delete(c.packages, e.Package)
	case "pass", "skip":
		delete(c.packages, e.Package)
	}
}

// formality is a line that only says that all is well.
func formality(line string) bool {
	return line == "PASS\n" || strings.HasPrefix(line, "ok  \t") || strings.HasPrefix(line, "?   \t")
}

func (c *Collector) open(name string) *openPackage {
	if c.packages == nil {
		c.packages = map[string]*openPackage{}
	}
	if c.packages[name] == nil {
		c.packages[name] = &openPackage{}
	}
	return c.packages[name]
}

func (c *Collector) test(e Event) *openTest {
	if c.tests == nil {
		c.tests = map[testName]*openTest{}
	}
	name := testName{e.Package, e.Test}
	if c.tests[name] == nil {
		c.tests[name] = &openTest{record: Record{Package: e.Package, Test: e.Test}}
	}
	return c.tests[name]
}

func (c *Collector) finish(t *openTest, e Event) *Record {
	t.record.Outcome = map[string]Outcome{"pass": Passed, "fail": Failed, "skip": Skipped}[e.Action]
	t.record.Seconds = e.Elapsed
	if t.record.Scenario == "" {
		if e.Action == "fail" {
			c.failOutside(t, e)
		}
		return nil
	}
	if e.Action == "fail" {
		c.fail(e)
	}
	c.cases = append(c.cases, t.done())
	return &c.cases[len(c.cases)-1]
}

// fail marks everything above a test that failed.
func (c *Collector) fail(e Event) {
	c.open(e.Package).failed = true
	for name, i := e.Test, 0; ; {
		if i = strings.LastIndexByte(name, '/'); i < 0 {
			return
		}
		name = name[:i]
		if above := c.tests[testName{e.Package, name}]; above != nil {
			above.failed = true
		}
	}
}

// failOutside keeps what a test that is no scenario printed when it failed: with
// the scenario of which it is a part, or else with the run.
func (c *Collector) failOutside(t *openTest, e Event) {
	if s := c.scenarioAbove(e); s != nil {
		s.output.WriteString(t.output.String())
		return
	}
	if !t.failed {
		c.run.Failed++
	}
	c.fail(e)
	c.output.WriteString(t.output.String())
}

func (c *Collector) scenarioAbove(e Event) *openTest {
	for i := strings.LastIndexByte(e.Test, '/'); i >= 0; i = strings.LastIndexByte(e.Test[:i], '/') {
		if above := c.tests[testName{e.Package, e.Test[:i]}]; above != nil && above.record.Scenario != "" {
			return above
		}
	}
	return nil
}

// done is the record with what the test printed, if that is of interest.
func (t *openTest) done() Record {
	r := t.record
	if r.Outcome != Passed {
		r.Output = t.output.String()
	}
	return r
}

// set takes in an attribute: of the run, or of a scenario.
func (c *Collector) set(t *openTest, key, value string) {
	switch key {
	case KeyCommit:
		c.run.Commit = value
	case KeyModified:
		c.run.Modified = value == "true"
	case KeyGo:
		c.run.Go = value
	case KeyShard:
		c.run.Shard = value
	case KeySelection:
		c.run.Selection = value
	default:
		t.record.set(key, value)
	}
}

func (r *Record) set(key, value string) {
	for _, text := range []struct {
		key   string
		field *string
	}{
		{KeyGuide, &r.Guide},
		{KeyRelease, &r.Release},
		{KeyScenario, &r.Scenario},
		{KeyTitle, &r.Title},
		{KeyStack, &r.Stack},
		{KeyEngine, &r.Engine},
		{KeyReason, &r.Reason},
		{KeyCheck, &r.Check},
		{KeyMend, &r.Mend},
		{KeyBroken, &r.Statement},
		{KeyArtifacts, &r.Artifacts},
	} {
		if text.key == key {
			*text.field = value
			return
		}
	}
	switch key {
	case KeyVerdict:
		r.Verdict = verdict.Verdict(value)
	case KeyExpected:
		r.Expected = value == "true"
	case KeyStatement:
		r.Asserts = append(r.Asserts, value)
	case KeyFinding:
		r.Findings = append(r.Findings, value)
	case KeyUnobserved:
		r.Unobserved = append(r.Unobserved, value)
	case KeySymptom, KeyCause, KeyDiagnosis, KeyCure:
		if r.Trouble == nil {
			r.Trouble = &Trouble{}
		}
		r.Trouble.set(key, value)
	}
}

func (t *Trouble) set(key, value string) {
	switch key {
	case KeySymptom:
		t.Symptom = value
	case KeyCause:
		t.Cause = value
	case KeyDiagnosis:
		t.Diagnosis = value
	case KeyCure:
		t.Cure = value
	}
}

// Document is what the events have shown so far. A scenario that had begun when
// they ended is unfinished.
func (c *Collector) Document() *Document { return c.named("") }

// named is the document with an id for its run.
func (c *Collector) named(id string) *Document {
	run := c.run
	run.ID, run.Output = id, c.output.String()
	run.Interrupted = c.broken || len(c.packages) > 0 || len(c.tests) > 0
	d := &Document{Format: Format, Runs: []Run{run}, Cases: slices.Clone(c.cases)}
	for _, t := range c.tests {
		if t.record.Scenario != "" {
			r := t.done()
			r.Outcome = Unfinished
			d.Cases = append(d.Cases, r)
		}
	}
	for i := range d.Cases {
		d.Cases[i].Run = id
		d.Cases[i].Started = d.Cases[i].Started.UTC()
		d.Cases[i].Repeat = repeat(&d.Cases[i], run.Selection)
	}
	d.Gaps = fewFaults(c.faults)
	d.sort()
	return d
}

// fewFaults are the first faults and the number of the others.
func fewFaults(faults []string) []string {
	const enough = 10
	if len(faults) <= enough {
		return slices.Clone(faults)
	}
	return append(slices.Clone(faults[:enough]), fmt.Sprintf("%d more lines are no events of go test", len(faults)-enough))
}
