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
	Made   time.Time `json:"made,omitzero"` // when it was written; zero: not yet
	Runs   []Run     `json:"runs"`
	Cases  []Record  `json:"cases"`
	// Absent names the shards that should have been there and are not.
	Absent []string `json:"absent,omitempty"`
	// Gaps are sentences about what could not be read.
	Gaps []string `json:"gaps,omitempty"`
}

// Run is one execution of the suites, or one shard of it.
type Run struct {
	ID       string `json:"id"`     // unique: the folder's events make it
	Commit   string `json:"commit"` // of gonogo; empty: not known
	Modified bool   `json:"modified,omitempty"`
	Go       string `json:"go,omitempty"`
	Shard    string `json:"shard,omitempty"` // name of the shard; empty: a whole run
	// Selection are the variables that were not at their default, as in a shell;
	// values that nobody else should know are "…".
	Selection string    `json:"selection,omitempty"`
	Started   time.Time `json:"started"`
	Ended     time.Time `json:"ended"`
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
	Check     string          `json:"check,omitempty"` // word of the check that did not hold
	Mend      string          `json:"mend,omitempty"`
	Statement string          `json:"statement,omitempty"` // id of the statement that does not hold

	Asserts    []string `json:"asserts,omitempty"` // ids of statements
	Findings   []string `json:"findings,omitempty"`
	Unobserved []string `json:"unobserved,omitempty"`
	Trouble    *Trouble `json:"trouble,omitempty"`

	Started time.Time `json:"started"`
	Seconds float64   `json:"seconds"`
	// Artifacts is the scenario's folder, with slashes; empty: none. In results.json it
	// is relative to the folder of that file, in what was read to the working directory.
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

// Identity is what makes two records, of two runs, the same case.
type Identity struct {
	Guide    string `json:"guide"`
	Release  string `json:"release"`
	Scenario string `json:"scenario"`
	Stack    string `json:"stack"`
	Engine   string `json:"engine"`
}

// Identity returns what the record shares with those of the same case.
func (r *Record) Identity() Identity {
	return Identity{r.Guide, r.Release, r.Scenario, r.Stack, r.Engine}
}
