package main

import (
	"slices"

	outcomes "gonogo/internal/report"
	"gonogo/internal/simulator/seeded"
)

// found is what became of one scenario.
type found string

// What may become of a scenario.
const (
	failed  found = "failed"
	passed  found = "passed"
	ended   found = "not finished" // also: skipped
	nothing found = "not there"
)

// answer is a scenario of a fault, what is claimed of it and what was found.
type answer struct {
	scenario    string
	wanted, got found
	check       string // that tripped
}

func (a answer) right() bool { return a.wanted == a.got }

// proof is what the scenarios of a fault have shown.
type proof struct {
	fault     seeded.Fault
	answers   []answer
	untouched int      // scenarios beside the answers that stayed as they are
	tripped   []string // checks, each once
}

// caught tells whether the fault was caught by all who claim it, of whom there
// must be one, and noticed by nobody else, of whom there must be one too.
func (p proof) caught() bool {
	for _, a := range p.answers {
		if !a.right() {
			return false
		}
	}
	return len(p.fault.CaughtBy) > 0 && len(p.fault.Spares) > 0
}

// judge compares what is claimed of a fault with what was found.
func judge(f seeded.Fault, records []outcomes.Record) proof {
	p := proof{fault: f}
	for _, key := range f.CaughtBy {
		p.answers = append(p.answers, look(key, failed, records))
	}
	for _, key := range f.Spares {
		p.answers = append(p.answers, look(key, passed, records))
	}
	p.lookAtOthers(records)
	for _, r := range records {
		if r.Outcome == outcomes.Failed && r.Check != "" {
			p.tripped = append(p.tripped, r.Check)
		}
	}
	slices.Sort(p.tripped)
	p.tripped = slices.Compact(p.tripped)
	return p
}

// lookAtOthers looks at the scenarios of which nothing is claimed: none may have
// noticed a fault that is not wide.
func (p *proof) lookAtOthers(records []outcomes.Record) {
	named := slices.Concat(p.fault.CaughtBy, p.fault.Spares)
	for _, r := range records {
		if slices.Contains(named, r.Scenario) {
			continue
		}
		named = append(named, r.Scenario)
		a := look(r.Scenario, passed, records)
		switch {
		case a.right():
			p.untouched++
		case !p.fault.Wide:
			p.answers = append(p.answers, a)
		}
	}
}

// look finds a scenario among those that were played. One key may stand for two
// cases, of which one that fails counts.
func look(key string, wanted found, records []outcomes.Record) answer {
	a := answer{scenario: key, wanted: wanted, got: nothing}
	for _, r := range records {
		if r.Scenario != key || a.got == failed {
			continue
		}
		switch r.Outcome {
		case outcomes.Failed:
			a.got, a.check = failed, r.Check
		case outcomes.Passed:
			a.got = passed
		default:
			a.got = ended
		}
	}
	return a
}
