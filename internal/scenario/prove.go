package scenario

import (
	"flag"
	"strings"
	"testing"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/stack"
)

// Prove runs each scenario for every chosen guide and release, as subtests named
// <key>/<guide>/<release>: all in parallel, or one cell after the other where
// stacks are so big that they cannot all run at once.
func (su *Suite) Prove(t *testing.T, scenarios ...Scenario) {
	t.Helper()
	if su.oneByOne() {
		su.proveCells(t, scenarios)
		return
	}
	for _, s := range scenarios {
		for _, c := range su.cells() {
			if su.plays(s, c) {
				su.subtests(t, s, c.guide, c.release)
			}
		}
	}
}

// cell is a guide at a release.
type cell struct {
	guide   *guide.Guide
	release release.Release
}

func (su *Suite) cells() []cell {
	var all []cell
	for _, r := range su.releases {
		for _, g := range su.guides {
			all = append(all, cell{g, r})
		}
	}
	return all
}

// proveCells proves one cell after the other. While one is being proven the
// next one's stack starts; a cell's stack is closed with its last scenario.
func (su *Suite) proveCells(t *testing.T, scenarios []Scenario) {
	t.Helper()
	cells := su.cells()
	for i, c := range cells {
		for j, s := range scenarios {
			if su.plays(s, c) {
				su.subtests(t, s, c.guide, c.release)
			}
			if j == 0 && i+1 < len(cells) && everything() {
				su.stacks.prepare(cells[i+1].guide, cells[i+1].release)
			}
		}
		su.noteFailure(t)
		if err := su.stacks.release(c.guide, c.release); err != nil {
			t.Errorf("closing the stack of %s at %s: %v", c.guide.ID, c.release, err)
		}
	}
}

// everything is true unless -run selects scenarios: the next cell may then have
// none, and a stack of it would be started for nothing.
func everything() bool {
	f := flag.Lookup("test.run")
	return f == nil || !strings.Contains(f.Value.String(), "/")
}

// oneByOne is false for a run that opens nothing.
func (su *Suite) oneByOne() bool {
	if su.stacks == nil {
		return false
	}
	_, ok := su.stacks.opener.(stack.OneByOne)
	return ok
}

// noteFailure tells an opener that wants to know that something has failed.
func (su *Suite) noteFailure(t testing.TB) {
	if o, ok := su.stacks.opener.(stack.OneByOne); ok && t.Failed() {
		o.Fail()
	}
}
