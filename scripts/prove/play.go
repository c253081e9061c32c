package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"

	outcomes "gonogo/internal/report"
	"gonogo/internal/simulator/seeded"
)

// grace is how long a suite may take to release its stacks after an interrupt.
const grace = 30 * time.Second

// play plants a fault and plays the scenarios that have to do with it. The events
// stay in a folder with the fault's name.
func play(ctx context.Context, suites []suite, results string, f seeded.Fault) (_ []outcomes.Record, err error) {
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
		if err := s.play(ctx, f, file, &collector); err != nil {
			return nil, fmt.Errorf("playing %s with %s: %w", s.pkg, f.Name, err)
		}
	}
	return collector.Document().Cases, nil
}

// play runs what a suite has of the scenarios. One that has none opens nothing.
func (s suite) play(ctx context.Context, f seeded.Fault, kept io.Writer, collector *outcomes.Collector) error {
	cmd := exec.CommandContext(ctx, "go", "tool", "test2json", "-t", "-p", s.pkg,
		s.binary, "-test.v=test2json", "-test.timeout=0", "-test.run="+pattern(f))
	cmd.Dir = s.folder
	cmd.Env = append(environment(os.Environ()), "GONOGO_FAULT="+string(f.Name),
		"GONOGO_GUIDES="+f.Shown.Guide, "GONOGO_RELEASES="+f.Shown.Release, "GONOGO_ENGINE="+f.Shown.Engine)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGINT) }
	cmd.WaitDelay = grace
	events, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	err = outcomes.Events(io.TeeReader(events, kept), func(e outcomes.Event) { collector.Add(e) })
	// That tests fail is what they are for; the events tell which.
	var exit *exec.ExitError
	if waited := cmd.Wait(); ctx.Err() != nil || !errors.As(waited, &exit) {
		err = errors.Join(err, waited, ctx.Err())
	}
	return err
}

// pattern selects the scenarios of a fault where it shows.
func pattern(f seeded.Fault) string {
	var keys []string
	for _, key := range slices.Concat(f.CaughtBy, f.Spares) {
		keys = append(keys, regexp.QuoteMeta(key))
	}
	return fmt.Sprintf("^Test/^(%s)$/^%s$/^%s$", strings.Join(keys, "|"), regexp.QuoteMeta(f.Shown.Guide), regexp.QuoteMeta(f.Shown.Release))
}

// environment is a process environment without the selection of a run, which is
// the fault's.
func environment(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(v string) bool {
		return strings.HasPrefix(v, "GONOGO_") && !strings.HasPrefix(v, "GONOGO_BROWSER=")
	})
}
