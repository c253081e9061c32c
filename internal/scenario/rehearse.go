package scenario

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"gonogo/internal/evidence"
)

// Rehearse plays steps for the first chosen release of a guide, without a
// verdict: benchmarks measure what goes on inside. The error is what did not hold.
func (su *Suite) Rehearse(tb testing.TB, guideID string, steps func(*Run)) error {
	ctx, cancel := context.WithTimeout(su.ctx, patience)
	defer cancel()
	r := newRun(tb, ctx, Scenario{Key: "rehearsal", Title: "a rehearsal", Steps: steps}, evidence.NewRedactor())
	defer r.goAgain()
	for _, g := range su.guides {
		if g.ID != guideID {
			continue
		}
		if err := r.prepare(su, g, su.releases[0]); err != nil {
			return err
		}
		r.perform()
		r.leave()
		if r.happened != "" {
			return errors.New(r.happened)
		}
		return nil
	}
	return fmt.Errorf("the guide %s is not chosen", guideID)
}
