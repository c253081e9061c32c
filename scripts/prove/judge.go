package main

import (
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
	scenario     string
	wanted, got  found
	whatHappened string // the reason of a scenario that failed
}

func (a answer) right() bool { return a.wanted == a.got }

// proof is what the scenarios of a fault have shown.
type proof struct {
	fault   seeded.Fault
	answers []answer
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

func judge(f seeded.Fault, records []outcomes.Record) proof {
	p := proof{fault: f}
	for _, key := range f.CaughtBy {
		p.answers = append(p.answers, look(key, failed, records))
	}
	for _, key := range f.Spares {
		p.answers = append(p.answers, look(key, passed, records))
	}
	return p
}

// look finds a scenario among those that were played. One key may stand for two
// cases, of which one that fails counts.
func look(key string, wanted found, records []outcomes.Record) answer {
	a := answer{scenario: key, wanted: wanted, got: nothing}
	for _, r := range records {
		if r.Scenario != key || a.got == failed {
			continue
		}
		a.whatHappened = r.Reason
		switch r.Outcome {
		case outcomes.Failed:
			a.got = failed
		case outcomes.Passed:
			a.got = passed
		default:
			a.got = ended
		}
	}
	return a
}
