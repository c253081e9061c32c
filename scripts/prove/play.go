package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"

	outcomes "gonogo/internal/report"
	"gonogo/internal/simulator/seeded"
	"gonogo/scripts/internal/prebuilt"
)

// How many scenarios of a suite are under way for each processor: they wait a good
// part of their time, and other faults are played at the same time.
const (
	inBrowsers = 2
	overHTTP   = 8
)

// stage is where faults are played: the suites, and the folder for their events.
type stage struct {
	suites  []prebuilt.Suite
	results string
}

// play plays all scenarios of a cell, with a fault or, for an empty name, without.
// The events stay in a folder with the given name.
func (s stage) play(ctx context.Context, folder string, cell seeded.Cell, fault seeded.Name) (_ []outcomes.Record, err error) {
	folder = filepath.Join(s.results, folder)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder for events: %w", err)
	}
	file, err := os.Create(filepath.Join(folder, outcomes.EventsFile))
	if err != nil {
		return nil, fmt.Errorf("making the file for events: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	var collector outcomes.Collector
	for _, suite := range s.suites {
		played := prebuilt.Play{
			Run: pattern(cell), Env: environment(cell, fault), Kept: file,
			Flags: []string{fmt.Sprintf("-test.parallel=%d", underWay(cell.Engine)*runtime.GOMAXPROCS(0))},
		}
		if err := suite.Play(ctx, played, func(e outcomes.Event) { collector.Add(e) }); err != nil {
			return collector.Document().Cases, fmt.Errorf("playing %s: %w", suite.Package, err)
		}
	}
	return collector.Document().Cases, nil
}

func underWay(engine string) int {
	if engine == "protocol" {
		return overHTTP
	}
	return inBrowsers
}

// pattern selects the scenarios of a cell, of whatever key.
func pattern(c seeded.Cell) string {
	return fmt.Sprintf("^Test/./^%s$/^%s$", regexp.QuoteMeta(c.Guide), regexp.QuoteMeta(c.Release))
}

// environment is that of a cell, with a fault if it is named.
func environment(c seeded.Cell, fault seeded.Name) []string {
	return append(prebuilt.Environment(os.Environ()), "GONOGO_FAULT="+string(fault),
		"GONOGO_GUIDES="+c.Guide, "GONOGO_RELEASES="+c.Release, "GONOGO_ENGINE="+c.Engine)
}
