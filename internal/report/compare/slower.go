package compare

import (
	"fmt"
	"slices"

	"gonogo/internal/report"
)

const (
	// enough runs of a side make its median robust: one odd run among three does
	// not move it.
	enough = 3
	// noticeable is the factor by which a median of enough runs must have grown.
	// Medians of three runs of the same suite on a shared machine differ by a fifth.
	noticeable = 1.5
	// worthwhile is what it must have grown by, in seconds: below, nobody waits longer.
	worthwhile = 0.5
	// beyondDoubt is the factor for fewer runs. A single run on a machine that does
	// something else besides takes up to three times as long.
	beyondDoubt = 5
	// longWait is what it must have grown by then, in seconds: the scenario that
	// happens to come first waits for its stack, which takes some.
	longWait = 5
	// many cases show how fast the machine is: what all of them share is no
	// slowness of any.
	many = 20
)

// pace is how long a case took before and now, in seconds.
type pace struct {
	id          report.Identity
	before, now float64
	robust      bool // both are medians of enough runs
}

func (p pace) factor() float64 { return p.now / p.before }

// slow tells whether a case has become slower, on a machine that is slower by a
// factor itself.
func (p pace) slow(machine float64) bool {
	factor, wait := noticeable, worthwhile
	if !p.robust {
		factor, wait = beyondDoubt, longWait
	}
	return p.now > p.before*machine*factor && p.now-p.before*machine > wait
}

// slower compares the medians of the time that cases took when they held.
func slower(before, now side) []Finding {
	a, b := durations(before), durations(now)
	var paces []pace
	for _, id := range now.order {
		if len(a[id]) > 0 && len(b[id]) > 0 {
			p := pace{id, median(a[id]), median(b[id]), min(len(a[id]), len(b[id])) >= enough}
			if p.before > 0 {
				paces = append(paces, p)
			}
		}
	}
	machine, found := overall(paces)
	for _, p := range paces {
		if !p.slow(machine) {
			continue
		}
		r := now.latest[p.id]
		found = append(found, Finding{
			Kind: Slower, Case: p.id, Cases: 1, Title: title(r), Old: before.latest[p.id], New: r,
			Text: fmt.Sprintf("takes %.1f s instead of %.1f s (%.1f times; %s)", p.now, p.before, p.factor(), basis(a[p.id], b[p.id])),
		})
	}
	return found
}

// overall is the factor by which everything is slower, at least 1, and the
// finding about that where it is noticeable.
func overall(paces []pace) (machine float64, found []Finding) {
	if len(paces) < many {
		return 1, nil
	}
	var factors []float64
	all := pace{robust: true}
	for _, p := range paces {
		factors = append(factors, p.factor())
		all.before, all.now = all.before+p.before, all.now+p.now
		all.robust = all.robust && p.robust
	}
	machine = max(1, median(factors))
	if all.slow(1) && machine > noticeable {
		found = append(found, Finding{Kind: Slower, Cases: len(paces), Title: "everything",
			Text: fmt.Sprintf("half of %s take at least %.1f times as long: the machine, or what all of them share", cases(len(paces)), machine)})
	}
	return machine, found
}

// durations are how long each case took, in seconds, whenever it held.
func durations(s side) map[report.Identity][]float64 {
	all := map[report.Identity][]float64{}
	for i := range s.document.Cases {
		if r := &s.document.Cases[i]; stateOf(r) == kept {
			all[r.Identity()] = append(all[r.Identity()], r.Seconds)
		}
	}
	return all
}

// median is 0 of nothing.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

func basis(before, now []float64) string {
	return fmt.Sprintf("medians of %d and %d runs", len(before), len(now))
}
