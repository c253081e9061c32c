// Package verdict decides: what a scenario proved, whether that was expected,
// and whether a guide is GO or NO-GO. It is pure.
package verdict

import "fmt"

// Verdict is how a scenario about a promise ends.
type Verdict string

// The verdicts.
const (
	Kept        Verdict = "kept"        // the promise holds
	Broken      Verdict = "broken"      // it does not hold
	Unsupported Verdict = "unsupported" // this release or provider has no such thing
)

// Judgement is a verdict with what it rests on.
type Judgement struct {
	Verdict Verdict
	// Expected is false when the verdict is news: a break that no drift lists,
	// or a listed one that did not happen. The test fails then.
	Expected bool
	// Reason says in one sentence why the promise is not kept, or why the
	// judgement is unexpected.
	Reason string
	// Statement is the id of the statement that does not hold; may be empty.
	Statement string
	// Mend names the setting that would mend it, if there is one.
	Mend string
}

// Judge compares what happened with the known drift. happened is the sentence
// of the check that did not hold, empty if all held; known is nil where nothing
// is listed.
func Judge(happened string, known *Drift) Judgement {
	switch {
	case happened == "" && known == nil:
		return Judgement{Verdict: Kept, Expected: true}
	case happened == "":
		return Judgement{Verdict: Kept, Reason: fmt.Sprintf("the known drift did not happen (%s); remove it from drift.yaml", known.Reason)}
	case known == nil:
		return Judgement{Verdict: Broken, Reason: happened}
	case known.Instead != happened:
		return Judgement{Verdict: Broken, Reason: fmt.Sprintf("%s; the known drift is another one: %s", happened, known.Instead), Statement: known.Statement}
	}
	return Judgement{
		Verdict: known.verdict(), Expected: true,
		Reason: known.Reason, Statement: known.Statement, Mend: known.Mend,
	}
}

// JudgeEdition judges another edition of a guide than the one that a drift blames:
// its publisher may have mended the statement, and has to hear of it if not. What
// is known tells why a promise breaks, and excuses nothing.
func JudgeEdition(happened string, known *Drift) Judgement {
	switch {
	case happened == "":
		return Judgement{Verdict: Kept, Expected: true}
	case known.Instead != happened:
		return Judgement{Verdict: Broken, Reason: happened}
	}
	return Judgement{Verdict: known.verdict(), Reason: known.Reason, Statement: known.Statement, Mend: known.Mend}
}

// Poll is the answer for one guide on one release.
type Poll struct {
	Go      bool
	Reasons []string // why not; or, for GO, what a reader should know
}

// Decide makes GO or NO-GO of the judgements of one guide on one release. No
// judgement at all is NO-GO: nothing was proven.
func Decide(judgements []Judgement) Poll {
	p := Poll{Go: len(judgements) > 0}
	if !p.Go {
		p.Reasons = []string{"no scenario ran"}
	}
	for _, j := range judgements {
		if j.Verdict != Broken && j.Expected {
			continue
		}
		p.Go = false
		p.Reasons = append(p.Reasons, j.sentence())
	}
	return p
}

func (j Judgement) sentence() string {
	text := j.Reason
	if j.Statement != "" {
		text = j.Statement + ": " + text
	}
	if j.Mend != "" {
		text += " (mend: " + j.Mend + ")"
	}
	return text
}
