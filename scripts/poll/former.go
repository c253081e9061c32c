package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"gonogo/internal/config"
	"gonogo/internal/report"
)

// former is the last run in the same folder.
type former struct {
	seconds map[testID]float64 // what each scenario took
	mean    float64
}

// shortest is the time that a scenario counts for at least, in seconds: go test
// rounds to hundredths.
const shortest = 0.01

// weight is what a scenario took then, or would have on average; 1 where nothing
// is known.
func (f former) weight(id testID) float64 {
	if took, known := f.seconds[id]; known {
		return max(took, shortest)
	}
	return max(f.mean, shortest)
}

// former is what the last run says about this one, of these packages: nothing, if
// either is of other guides, releases and so on, or this one of a pattern.
func (f flags) former(packages []string) (former, error) {
	if f.Run != "" {
		return unknown(), nil
	}
	return readFormer(f.Results, config.Selection(os.LookupEnv), packages)
}

// unknown is what nothing is known of.
func unknown() former { return former{seconds: map[testID]float64{}, mean: 1} }

// readFormer reads the events of the last run, before they are overwritten.
func readFormer(dir, selection string, packages []string) (former, error) {
	file, err := os.Open(filepath.Join(dir, report.EventsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return unknown(), nil
	}
	if err != nil {
		return former{}, fmt.Errorf("reading the last run: %w", err)
	}
	defer func() { _ = file.Close() }() // it was only read
	var last report.Collector
	selected, seconds, all := "", map[testID]float64{}, 0.0
	err = report.Events(file, func(e report.Event) {
		if e.Key == report.KeySelection {
			selected = e.Value
		}
		if c := last.Add(e); c != nil && slices.Contains(packages, e.Package) {
			seconds[testID{e.Package, e.Test}] = c.Seconds
			all += c.Seconds
		}
	})
	if err != nil || selected != selection || len(seconds) == 0 {
		return unknown(), err
	}
	return former{seconds: seconds, mean: all / float64(len(seconds))}, nil
}
