package report

import (
	"fmt"
	"slices"

	"gonogo/internal/verdict"
)

// Judgement is the record's verdict; a case that failed or ended without one is
// an unexpected break.
func (r *Record) Judgement() verdict.Judgement {
	switch {
	case r.Verdict == "" && r.Outcome == Skipped:
		return verdict.Judgement{Verdict: verdict.Unsupported, Expected: true}
	case r.Verdict == "":
		return verdict.Judgement{Verdict: verdict.Broken, Reason: fmt.Sprintf("%q ended without a verdict", r.Title)}
	case r.Outcome != Passed && r.Expected:
		return verdict.Judgement{Verdict: verdict.Broken, Reason: fmt.Sprintf("%q failed after its verdict", r.Title)}
	}
	return verdict.Judgement{Verdict: r.Verdict, Expected: r.Expected, Reason: r.Reason, Statement: r.Statement, Mend: r.Mend}
}

// Notes are what a reader should know besides the verdict: findings about the
// guide, and what the stack could not check.
func (r *Record) Notes() []string {
	notes := slices.Clone(r.Findings)
	for _, what := range r.Unobserved {
		notes = append(notes, fmt.Sprintf("%q: unobserved: %s", r.Title, what))
	}
	return notes
}

// Symbol is the record's cell in a table: ✓ kept, ✗ broken, as known, – not
// supported, ! unexpected.
func (r *Record) Symbol() string {
	j := r.Judgement()
	switch {
	case !j.Expected:
		return "!"
	case j.Verdict == verdict.Kept:
		return "✓"
	case j.Verdict == verdict.Broken:
		return "✗"
	}
	return "–"
}

// StackWords names the stack so that a simulator's result is never taken for a
// real server's.
func (r *Record) StackWords() string { return stackWords(r.Stack) }

func stackWords(stack string) string {
	switch stack {
	case "embedded":
		return "simulator on the embedded stack"
	case "simulated containers":
		return "simulator on the containers stack"
	default:
		return stack + " stack"
	}
}

// Unexpected lists the records whose verdict is news, in the document's order.
func (d *Document) Unexpected() []Record {
	return slices.DeleteFunc(slices.Clone(d.Cases), func(r Record) bool { return r.Judgement().Expected })
}
