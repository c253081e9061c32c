package attempt

import (
	"gonogo/internal/doctor/diagnosis"
)

// Diagnose names what made the attempt fail: one cause, the first that explains
// the others. It finds nothing in an attempt that did not fail, and nothing where
// the record alone does not tell: see [Read].
func Diagnose(a Attempt, in Circumstances) []diagnosis.Finding {
	v := newView(a, in)
	if v.done() {
		return nil
	}
	for _, rule := range []func(view) verdict{
		answered, blocked, refused, cut, formBlocked, throttled, unreachable,
		sentBack, strangeState, otherSite, replayed, expired, disabled, releaseLoses, unfinished,
	} {
		if says := rule(v); says.ends {
			return says.findings
		}
	}
	return nil
}

// verdict is what a rule says: nothing, that it knows the cause, or that there is
// nothing to be said.
type verdict struct {
	findings []diagnosis.Finding
	ends     bool
}

// because is a verdict of one cause.
func (v view) because(cause diagnosis.Cause, where, found, wanted string) verdict {
	f := diagnosis.Explain(cause, v.in.Guide)
	f.Where, f.Found, f.Wanted = where, found, wanted
	return verdict{findings: []diagnosis.Finding{f}, ends: true}
}
