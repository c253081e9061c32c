// Package report reads what a run of the suites printed (go test -json with its
// attributes) and turns it into something to act on. It reads nothing else.
package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// Attribute keys that the suites set on each scenario with testing.T.Attr.
const (
	KeyGuide      = "gonogo.guide"
	KeyRelease    = "gonogo.release"
	KeyScenario   = "gonogo.scenario" // key of the scenario
	KeyTitle      = "gonogo.title"    // the scenario as a sentence
	KeyStack      = "gonogo.stack"
	KeyEngine     = "gonogo.engine"
	KeyVerdict    = "gonogo.verdict"
	KeyExpected   = "gonogo.expected" // "true" or "false"
	KeyReason     = "gonogo.reason"
	KeyMend       = "gonogo.mend"
	KeyBroken     = "gonogo.broken-statement" // id of the statement that does not hold
	KeyStatement  = "gonogo.statement"        // id of a statement that the scenario asserts; repeated
	KeyFinding    = "gonogo.finding"          // "<statement id>: <sentence>"; repeated
	KeyUnobserved = "gonogo.unobserved"       // a check that the stack cannot make; repeated
	KeyArtifacts  = "gonogo.artifacts"        // folder with the evidence
	KeySymptom    = "gonogo.symptom"          // of a trouble, as people report it
	KeyCause      = "gonogo.cause"            // that the doctor must name; none: nothing is wrong
	KeyDiagnosis  = "gonogo.diagnosis"        // the causes that the doctor has named, or "nothing"
	KeyCure       = "gonogo.cure"             // "cured", or "not cured: " and the reason
	KeyNotice     = "gonogo.notice"           // what the run is about to do, for people to read at once; on the test of the suite; repeated
)

// Event is one line of go test -json.
type Event struct {
	Action  string
	Package string
	Test    string
	Output  string
	Key     string
	Value   string
	Elapsed float64 // seconds
}

// maxLine bounds one line of the stream, in bytes.
const maxLine = 4 << 20

// Events reads a stream of go test -json and hands each event to handle. Lines
// that are no JSON (a compiler's message, a panic of the go command) are handed
// on as output events, so that nothing is lost.
func Events(stream io.Reader, handle func(Event)) error {
	lines := bufio.NewScanner(stream)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	for lines.Scan() {
		var e Event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil || e.Action == "" {
			e = Event{Action: "output", Output: lines.Text() + "\n"}
		}
		handle(e)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading the events of go test: %w", err)
	}
	return nil
}
