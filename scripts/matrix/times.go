package main

import (
	"fmt"

	"gonogo/internal/protocol"
	"gonogo/internal/report"
)

// weigh sets how long each cell is expected to take: as long as it took in the
// earlier results, on average over their runs. What they do not have takes as long
// as their average cell, and without results all cells take the same.
func weigh(cells []cell, results string) error {
	took, err := times(results)
	if err != nil {
		return err
	}
	var known, sum float64
	for i, c := range cells {
		seconds, there := took[cellKey{c.guide, c.release.Version, c.engine}]
		if cells[i].seconds = seconds; there {
			known, sum = known+1, sum+seconds
		}
	}
	average := 1.0
	if sum > 0 {
		average = sum / known
	}
	for i, c := range cells {
		if _, there := took[cellKey{c.guide, c.release.Version, c.engine}]; !there {
			cells[i].seconds = average
		}
	}
	return nil
}

type cellKey struct{ guide, release, engine string }

// times are the seconds by cell of earlier results; none where path is empty.
func times(path string) (map[cellKey]float64, error) {
	if path == "" {
		return nil, nil
	}
	d, err := report.Read(path)
	if err != nil {
		return nil, fmt.Errorf("reading earlier results: %w", err)
	}
	engines := enginesOf(d)
	sums, runs := map[cellKey]float64{}, map[cellKey]map[string]bool{}
	for _, c := range d.Cases {
		if c.Guide == report.Observed {
			continue
		}
		key := cellKey{c.Guide, c.Release, engines[c.Run]}
		if runs[key] == nil {
			runs[key] = map[string]bool{}
		}
		runs[key][c.Run] = true
		sums[key] += c.Seconds
	}
	for key := range sums {
		sums[key] /= float64(len(runs[key]))
	}
	return sums, nil
}

// enginesOf are the engines by run. What is breadth is played over HTTP with every
// engine, so a run's is the one besides.
func enginesOf(d *report.Document) map[string]string {
	engines := map[string]string{}
	for _, c := range d.Cases {
		if c.Engine != protocol.Name || engines[c.Run] == "" {
			engines[c.Run] = c.Engine
		}
	}
	return engines
}
