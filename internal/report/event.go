// Package report reads what a run of the suites printed (go test -json with its
// attributes) and turns it into something to act on. It reads nothing else.
package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
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
	KeyCheck      = "gonogo.check"            // word of the check that did not hold, such as Person.IsLoggedIn
	KeyArtifacts  = "gonogo.artifacts"        // folder with the evidence
	KeySymptom    = "gonogo.symptom"          // of a trouble, as people report it
	KeyCause      = "gonogo.cause"            // that the doctor must name; none: nothing is wrong
	KeyDiagnosis  = "gonogo.diagnosis"        // the causes that the doctor has named, or "nothing"
	KeyCure       = "gonogo.cure"             // "cured", or "not cured: " and the reason
)

// Attribute keys that a suite sets on its top-level test: they are about the run.
const (
	KeyNotice    = "gonogo.notice"        // what the run is about to do, for people to read at once; repeated
	KeyCommit    = "gonogo.run.commit"    // of gonogo; none: not known
	KeyModified  = "gonogo.run.modified"  // "true": there are changes on top of the commit
	KeyGo        = "gonogo.run.go"        // version of Go
	KeyShard     = "gonogo.run.shard"     // name of the shard; none: a whole run
	KeySelection = "gonogo.run.selection" // variables that are not at their default, as in a shell
)

// Event is one line of go test -json.
type Event struct {
	Time    time.Time
	Action  string
	Package string
	Test    string
	Output  string
	Key     string
	Value   string
	Path    string  // of artifacts
	Elapsed float64 // seconds

	// Fault says in words what is wrong with the line, whose text is Output then.
	Fault string `json:"-"`
}

// maxLine bounds one line of the stream, in bytes. Go test cuts output into
// lines, and no attribute comes near it.
const maxLine = 4 << 20

// Events reads a stream of go test -json and hands each event to handle. Lines
// that are no JSON (a compiler's message, a panic of the go command) are handed
// on as output events, so that nothing is lost.
func Events(stream io.Reader, handle func(Event)) error {
	lines := bufio.NewReaderSize(stream, 64<<10)
	for n := 1; ; n++ {
		line, end, err := nextLine(lines)
		if len(bytes.TrimSpace(line)) > 0 {
			handle(parse(line, n, end))
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading the events of go test: %w", err)
		}
	}
}

// ending is how a line ended.
type ending int

const (
	whole  ending = iota // with a line break
	cut                  // it was too long; the rest was left out
	broken               // with the stream
)

// nextLine reads a line without its line break, and at most maxLine bytes of it.
func nextLine(r *bufio.Reader) (line []byte, end ending, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if room := maxLine - len(line); len(part) > room {
			part, end = part[:room], cut
		}
		line = append(line, part...)
		switch {
		case err == nil:
			return bytes.TrimSuffix(line, []byte("\n")), end, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return line, max(end, broken), err
		}
	}
}

func parse(line []byte, n int, end ending) Event {
	var e Event
	if err := json.Unmarshal(line, &e); err == nil && e.Action != "" {
		return e
	}
	e = Event{Action: "output", Output: string(line) + "\n"}
	switch {
	case end == cut:
		e.Fault = fmt.Sprintf("line %d is longer than %d MiB; its end is left out", n, maxLine>>20)
	case line[0] != '{':
	case end == broken:
		e.Fault = fmt.Sprintf("line %d, the last one, breaks off", n)
	default:
		e.Fault = fmt.Sprintf("line %d is no event of go test; its text is kept", n)
	}
	return e
}
