// Package outline holds what the writers of machine-readable and short reports
// share: which records count, how each is to be taken, and its texts made fit for
// any format.
package outline

import (
	"fmt"
	"strings"

	"gonogo/internal/report"
	"gonogo/internal/verdict"
)

// Kind is how a case is to be taken.
type Kind int

// The kinds.
const (
	Kept        Kind = iota // the promise holds
	Drift                   // it is broken, as known
	Unsupported             // the release or the provider has no such thing
	Unexpected              // the verdict is news
	Undecided               // it failed without a verdict, or after an expected one
	Unfinished              // it had begun when the events broke off
)

// String is the kind in words.
func (k Kind) String() string {
	return [...]string{"kept", "broken, as known", "unsupported", "unexpected", "without a valid verdict", "unfinished"}[k]
}

// Bad tells whether somebody has to act.
func (k Kind) Bad() bool { return k >= Unexpected }

// Case is a record that counts, with the run that it is of.
type Case struct {
	*report.Record
	Of   report.Run
	Kind Kind
}

// Cases are the newest records of each case, as the polls count them.
func Cases(d *report.Document) []Case {
	runs := map[string]report.Run{}
	for _, run := range d.Runs {
		runs[run.ID] = run
	}
	latest := d.Latest()
	cases := make([]Case, len(latest))
	for i := range latest {
		r := &latest[i]
		cases[i] = Case{Record: r, Of: runs[r.Run], Kind: kindOf(r)}
	}
	return cases
}

func kindOf(r *report.Record) Kind {
	switch j := r.Judgement(); {
	case r.Outcome == report.Unfinished:
		return Unfinished
	case !j.Expected && (r.Verdict == "" || r.Expected):
		return Undecided
	case !j.Expected:
		return Unexpected
	case j.Verdict == verdict.Kept:
		return Kept
	case j.Verdict == verdict.Broken:
		return Drift
	}
	return Unsupported
}

// Why is the reason of the case in one sentence; for a kept promise it is empty.
func (c Case) Why() string {
	switch c.Kind {
	case Kept:
		return ""
	case Unfinished:
		return "it had begun and did not end: the events of the run break off"
	case Undecided:
		if c.Reason != "" {
			return c.Judgement().Reason + ": " + c.Reason
		}
		return c.Judgement().Reason
	}
	if c.Reason == "" {
		return "no reason is given"
	}
	return c.Reason
}

// Verdict is the verdict as a word; "none" if it ended before one.
func (c Case) Verdict() string {
	if c.Record.Verdict == "" {
		return "none"
	}
	return string(c.Record.Verdict)
}

// Commit is the commit of gonogo that the case was run with, in short; "unknown"
// if it is not known.
func (c Case) Commit() string { return Commit(c.Of) }

// Commit is a run's commit in short, with a mark where changes were on top of it.
func Commit(run report.Run) string {
	commit := run.Commit
	switch {
	case commit == "":
		return "unknown"
	case len(commit) > 12:
		commit = commit[:12]
	}
	if run.Modified {
		return commit + " with changes"
	}
	return commit
}

// Simulated tells whether no real Rocket.Chat was there.
func Simulated(stack string) bool {
	return stack == "embedded" || strings.HasPrefix(stack, "simulated")
}

// Where is where the case was proven, in words that no simulator's result shares
// with a real server's.
func (c Case) Where() string {
	return fmt.Sprintf("%s on Rocket.Chat %s, %s, %s", c.Guide, c.Release, c.StackWords(), c.Engine)
}
