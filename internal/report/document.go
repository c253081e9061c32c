package report

import (
	"time"

	"gonogo/internal/verdict"
)

// Format is the version of results.json. A reader refuses what it does not know.
const Format = "gonogo-results/1"

// Document is results.json: what one or many runs have shown. Its schema is
// fixtures/schemas/results.schema.json.
type Document struct {
	Format string    `json:"format"`
	Made   time.Time `json:"made"`
	Runs   []Run     `json:"runs"`
	Cases  []Record  `json:"cases"`
	// Absent names the shards that should have been there and are not.
	Absent []string `json:"absent,omitempty"`
}

// Run is one execution of the suites, or one shard of it.
type Run struct {
	ID       string    `json:"id"`     // unique: the folder's events make it
	Commit   string    `json:"commit"` // of gonogo; empty: not known
	Modified bool      `json:"modified,omitempty"`
	Go       string    `json:"go,omitempty"`
	Shard    string    `json:"shard,omitempty"` // name of the shard; empty: a whole run
	Started  time.Time `json:"started"`
	Ended    time.Time `json:"ended"`
	// Output is what was printed outside of any scenario: build errors, panics.
	Output string `json:"output,omitempty"`
	// Failed counts packages and tests that failed outside of any scenario.
	Failed int `json:"failed,omitempty"`
	// Interrupted says that the events break off.
	Interrupted bool `json:"interrupted,omitempty"`
}

// Record is one scenario of one run. Stack, engine and release stand on every
// one, so that a simulator's result is never taken for a real server's.
type Record struct {
	Run      string `json:"run"` // id
	Package  string `json:"package"`
	Test     string `json:"test"`
	Guide    string `json:"guide"`
	Release  string `json:"release"`
	Scenario string `json:"scenario"`
	Title    string `json:"title"`
	Stack    string `json:"stack"`
	Engine   string `json:"engine"`

	Outcome   Outcome         `json:"outcome"`
	Verdict   verdict.Verdict `json:"verdict,omitempty"` // empty: it ended before one
	Expected  bool            `json:"expected"`
	Reason    string          `json:"reason,omitempty"`
	Mend      string          `json:"mend,omitempty"`
	Statement string          `json:"statement,omitempty"` // id of the statement that does not hold

	Asserts    []string `json:"asserts,omitempty"` // ids of statements
	Findings   []string `json:"findings,omitempty"`
	Unobserved []string `json:"unobserved,omitempty"`
	Trouble    *Trouble `json:"trouble,omitempty"`

	Started time.Time `json:"started"`
	Seconds float64   `json:"seconds"`
	// Artifacts is the scenario's folder, relative to the folder of the document, with
	// slashes; empty: none.
	Artifacts string `json:"artifacts,omitempty"`
	Story     *Story `json:"story,omitempty"`
	// Output is what the test printed, if it did not pass.
	Output string `json:"output,omitempty"`
	// Repeat is the one command that plays this case again.
	Repeat string `json:"repeat"`
}

// Outcome is how the test of a scenario ended.
type Outcome string

// The outcomes.
const (
	Passed     Outcome = "passed"
	Failed     Outcome = "failed"
	Skipped    Outcome = "skipped"
	Unfinished Outcome = "unfinished" // it had begun when the events broke off
)
