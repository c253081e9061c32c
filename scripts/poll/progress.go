package main

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"gonogo/internal/report"
)

// testID names a test among those of all suites.
type testID struct{ pkg, test string }

// progress is how far a run has come. It changes with the events of go test only.
type progress struct {
	began  time.Time
	former former
	suites int // that are to run; 0: not known

	begun      map[string]bool // suites; true: it has announced its scenarios
	waiting    map[testID]bool // scenarios that are announced
	playing    map[testID]play
	ended      map[testID]bool
	unexpected int
	playedAt   time.Time // when the first scenario began
}

// play is a scenario that is being played.
type play struct {
	scenario, guide, release string
	since                    time.Time
}

func newProgress(began time.Time, suites int, f former) *progress {
	return &progress{
		began: began, suites: suites, former: f,
		begun: map[string]bool{}, waiting: map[testID]bool{}, playing: map[testID]play{}, ended: map[testID]bool{},
	}
}

// add takes in an event and, if that ended a scenario, its record. Scenarios that
// play side by side pause first, all of a suite's, so that a suite is counted as
// soon as it begins.
func (p *progress) add(e report.Event, ended *report.Record) {
	id := testID{e.Package, e.Test}
	switch e.Action {
	case "start":
		p.begun[e.Package] = false
	case "pause":
		p.begun[e.Package], p.waiting[id] = true, true
	case "attr":
		p.learn(id, e)
	case "pass", "fail", "skip":
		delete(p.waiting, id)
		delete(p.playing, id)
	}
	if ended != nil {
		p.ended[id] = true
		if isUnexpected(*ended) {
			p.unexpected++
		}
	}
}

// learn notes what is being played.
func (p *progress) learn(id testID, e report.Event) {
	now := p.playing[id]
	switch e.Key {
	case report.KeyGuide:
		now.guide = e.Value
	case report.KeyRelease:
		now.release = e.Value
	case report.KeyScenario:
		now.scenario = e.Value
	default:
		return
	}
	delete(p.waiting, id)
	if now.since.IsZero() {
		now.since = e.Time
	}
	if p.playedAt.IsZero() {
		p.playedAt = e.Time
	}
	p.playing[id] = now
}

// isUnexpected is false for what passed or was left out.
func isUnexpected(c report.Record) bool {
	return c.Outcome != report.Passed && c.Outcome != report.Skipped
}

// remaining are the scenarios that are still to end, and whether more will come of
// which nothing is known yet. Suites that have not begun, and those that play one
// scenario after the other, are taken to be what they were in the former run.
func (p *progress) remaining() (left []testID, guessed, more bool) {
	for id := range p.waiting {
		left = append(left, id)
	}
	for id := range p.playing {
		left = append(left, id)
	}
	known := map[string]bool{}
	for id := range p.former.seconds {
		known[id.pkg] = true
		_, playing := p.playing[id]
		if !p.begun[id.pkg] && !p.ended[id] && !playing {
			left, guessed = append(left, id), true
		}
	}
	for pkg := range p.begun {
		known[pkg] = true
	}
	return left, guessed, len(known) < p.suites
}

// now are the scenarios that have been playing longest.
func (p *progress) now(most int) []play {
	var all []play
	for _, one := range p.playing {
		if one.scenario != "" {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(a, b play) int {
		return cmp.Or(a.since.Compare(b.since), strings.Compare(a.scenario+a.guide+a.release, b.scenario+b.guide+b.release))
	})
	return all[:min(most, len(all))]
}

// soon is how long a run must have played before it says how long it will take.
const soon = 2 * time.Second

// left is the time that the run is expected to take from now on, at the pace
// since its first scenario; false: there is nothing to tell it from.
func (p *progress) left(now time.Time) (time.Duration, bool) {
	left, _, more := p.remaining()
	played := now.Sub(p.playedAt)
	if more || len(p.ended) == 0 || p.playedAt.IsZero() || played < soon {
		return 0, false
	}
	done, todo := 0.0, 0.0
	for id := range p.ended {
		done += p.former.weight(id)
	}
	for _, id := range left {
		todo += p.former.weight(id)
	}
	return time.Duration(float64(played) * todo / done), true
}
