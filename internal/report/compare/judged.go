package compare

import (
	"fmt"

	"gonogo/internal/report"
	"gonogo/internal/verdict"
)

// state is what a record says, in the words of a comparison.
type state string

const (
	absent      state = ""
	kept        state = "kept"
	broken      state = "broken, as known"
	unsupported state = "unsupported"
	healed      state = "kept, though listed as broken"
	unexpected  state = "unexpected"
)

func stateOf(r *report.Record) state {
	if r == nil {
		return absent
	}
	switch j := r.Judgement(); {
	case !j.Expected && j.Verdict == verdict.Kept:
		return healed
	case !j.Expected:
		return unexpected
	case j.Verdict == verdict.Kept:
		return kept
	case j.Verdict == verdict.Broken:
		return broken
	}
	return unsupported
}

// judged compares the verdicts of each case.
func judged(before, now side) []Finding {
	var found []Finding
	for _, id := range now.order {
		if !now.there(id) {
			continue
		}
		a, b := before.latest[id], now.latest[id]
		if kind := kindOf(stateOf(a), stateOf(b)); kind != "" {
			found = append(found, about(kind, a, b))
		}
	}
	return found
}

// kindOf is what a change from one state to another is called; empty: nothing is new.
func kindOf(a, b state) Kind {
	switch {
	case a == b && (b == unexpected || b == healed):
		return Still
	case b == unexpected:
		return Broke
	case b == healed:
		return Healed
	case a == absent, a == b:
		return ""
	case b == unsupported:
		return Unsupported
	case b == kept:
		return Mended
	case a == unexpected:
		return Listed
	}
	return Broke
}

func about(kind Kind, a, b *report.Record) Finding {
	f := Finding{
		Kind: kind, Case: b.Identity(), Cases: 1, Title: title(b), Old: a, New: b,
		Before: string(stateOf(a)), After: string(stateOf(b)),
	}
	f.Text = "is " + f.After
	if a != nil {
		f.Text = "was " + f.Before + ", " + f.Text
	}
	if reason := b.Judgement().Reason; reason != "" {
		f.Text += ": " + reason
	}
	return f
}

// title names a case in words.
func title(r *report.Record) string {
	return fmt.Sprintf("%s on Rocket.Chat %s: %s (%s, %s)", r.Guide, r.Release, r.Title, r.StackWords(), r.Engine)
}

// failed tells of runs that failed outside of any scenario, or broke off.
func failed(now side) []Finding {
	var found []Finding
	for _, run := range now.document.Runs {
		if !now.current[run.ID] {
			continue
		}
		if run.Failed > 0 {
			found = append(found, Finding{Kind: Failed, Title: runTitle(run), Text: fmt.Sprintf("failed outside of any scenario (%d times)", run.Failed)})
		}
		if run.Interrupted {
			found = append(found, Finding{Kind: Failed, Title: runTitle(run), Text: "was interrupted: its results are not whole"})
		}
	}
	return found
}

func runTitle(run report.Run) string {
	if run.Shard != "" {
		return "shard " + run.Shard + " (run " + run.ID + ")"
	}
	return "run " + run.ID
}
