package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	outcomes "gonogo/internal/report"
	"gonogo/internal/simulator/seeded"
	"gonogo/scripts/internal/prebuilt"
)

// play plants a fault and plays the scenarios that have to do with it. The events
// stay in a folder with the fault's name.
func play(ctx context.Context, suites []prebuilt.Suite, results string, f seeded.Fault) (_ []outcomes.Record, err error) {
	folder := filepath.Join(results, string(f.Name))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder for %s: %w", f.Name, err)
	}
	file, err := os.Create(filepath.Join(folder, outcomes.EventsFile))
	if err != nil {
		return nil, fmt.Errorf("making the file for the events of %s: %w", f.Name, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	var collector outcomes.Collector
	for _, s := range suites {
		played := prebuilt.Play{Run: pattern(f), Env: environment(f), Kept: file}
		if err := s.Play(ctx, played, func(e outcomes.Event) { collector.Add(e) }); err != nil {
			return nil, fmt.Errorf("playing %s with %s: %w", s.Package, f.Name, err)
		}
	}
	return collector.Document().Cases, nil
}

// pattern selects the scenarios of a fault where it shows.
func pattern(f seeded.Fault) string {
	var keys []string
	for _, key := range slices.Concat(f.CaughtBy, f.Spares) {
		keys = append(keys, regexp.QuoteMeta(key))
	}
	return fmt.Sprintf("^Test/^(%s)$/^%s$/^%s$", strings.Join(keys, "|"), regexp.QuoteMeta(f.Shown.Guide), regexp.QuoteMeta(f.Shown.Release))
}

// environment is that of a fault: planted, at the cell where it shows.
func environment(f seeded.Fault) []string {
	return append(prebuilt.Environment(os.Environ()), "GONOGO_FAULT="+string(f.Name),
		"GONOGO_GUIDES="+f.Shown.Guide, "GONOGO_RELEASES="+f.Shown.Release, "GONOGO_ENGINE="+f.Shown.Engine)
}
