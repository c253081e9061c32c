package main

import (
	"errors"
	"fmt"
	"slices"

	"gonogo/internal/guide"
)

// owed are the kinds of statements that say what is so: each has to be asserted,
// or a reason has to say why it is not. What a reader does at the provider is
// listed all the same.
func owed() []guide.Kind {
	return []guide.Kind{guide.KindSetting, guide.KindPromise, guide.KindVerification, guide.KindSymptom}
}

// check is strict both ways: a statement that is owed has a test or an excuse, and
// an excuse is for at least one statement without a test.
func check(e guide.Excuses, guides []*guide.Guide, c claims) error {
	var errs []error
	used := make([]bool, len(e))
	for _, g := range guides {
		for _, s := range g.Statements {
			if len(c[s.ID]) > 0 {
				continue
			}
			for i, one := range e {
				used[i] = used[i] || one.Covers(g, s)
			}
			if slices.Contains(owed(), s.Kind) && e.Reason(g, s) == "" {
				errs = append(errs, fmt.Errorf("%s: no test asserts this %s on %q, and fixtures/unasserted.yaml gives no reason", s.ID, s.Kind, s.Topic))
			}
		}
	}
	for i, one := range e {
		if !used[i] {
			errs = append(errs, fmt.Errorf("fixtures/unasserted.yaml excuses %s on %q, where nothing is without a test: take the entry out", one.Guide, one.Topic))
		}
	}
	return errors.Join(errs...)
}
