package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"gonogo/internal/report"
	"gonogo/scripts/internal/prebuilt"
)

// errUnexpected says that a verdict was not the expected one.
var errUnexpected = errors.New("a verdict was not the expected one")

// run plays the suites, shows what happens, and prints table and polls, also when
// it was interrupted: results so far are never lost.
func run(ctx context.Context, f flags, out io.Writer) error {
	start := time.Now()
	results, err := stream(ctx, f, out)
	if results == nil {
		return err
	}
	if len(results.Cases) == 0 {
		fmt.Fprint(out, results.Runs[0].Output)
		return fmt.Errorf("no scenario ran; see above")
	}
	if err := errors.Join(results.WriteTable(out), results.WritePolls(out)); err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%d scenarios in %.1f s; events and artifacts in %s\n", len(results.Cases), time.Since(start).Seconds(), f.Results)
	return errors.Join(err, verdictOf(ctx, results, out), strict(ctx, f, results, out))
}

// strict is nil unless a whole run did not need all of drift.yaml. A selection
// of scenarios or suites says nothing about that.
func strict(ctx context.Context, f flags, results *report.Document, out io.Writer) error {
	if f.Run != "" || !slices.Equal(f.Packages, []string{everySuite}) || ctx.Err() != nil {
		return nil
	}
	unused, err := tellUnused(results, out)
	if err == nil && unused {
		err = errUnexpected
	}
	return err
}

// verdictOf is nil when everything went as expected.
func verdictOf(ctx context.Context, r *report.Document, out io.Writer) error {
	unfinished := false
	for _, c := range r.Cases {
		if c.Outcome == report.Unfinished {
			fmt.Fprintf(out, "not finished: %s\n", c.Test)
			unfinished = true
		}
	}
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(out, "interrupted: the table shows what had run")
	case unfinished:
		fmt.Fprintln(out, "a suite broke off: what it printed last follows; if that does not say why, it was killed, perhaps for want of memory (dmesg tells)")
	}
	failed := r.Runs[0].Failed > 0
	for _, c := range r.Cases {
		failed = failed || c.Outcome != report.Passed && c.Outcome != report.Skipped
	}
	if failed {
		fmt.Fprint(out, readable(r.Runs[0].Output))
		return errUnexpected
	}
	return nil
}

// stream builds the suites, plays them and reads their events into results and into
// a file.
func stream(ctx context.Context, f flags, out io.Writer) (_ *report.Document, err error) {
	packages := suites(ctx, f)
	last, err := f.former(packages)
	if err != nil {
		return nil, err
	}
	env, end, err := oneRun(os.Getenv)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, end(context.WithoutCancel(ctx))) }()
	shown := newShow(out, os.Getenv, time.Now, newProgress(time.Now(), len(packages), last))
	stop := shown.keepTelling()
	defer stop()
	built, err := prebuilt.Build(ctx, f.Suites, f.Packages)
	if err != nil {
		return nil, fmt.Errorf("building the suites: %w", err)
	}
	if len(built) == 0 {
		return nil, fmt.Errorf("no tests in %s: name packages of suites, such as ./suites/login", strings.Join(f.Packages, ", "))
	}
	file, err := create(f.Results)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	var collector report.Collector
	err = f.play(ctx, built, env, file, shown.errors(), func(e report.Event) { shown.event(e, collector.Add(e)) })
	return collector.Document(), err
}

func create(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder for results: %w", err)
	}
	file, err := os.Create(filepath.Join(dir, "events.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("making the file for events: %w", err)
	}
	return file, nil
}

// play plays suites, some side by side, writes their events to a file and hands them
// on one by one. An interrupt reaches each suite once, from here, and leaves it time
// to release what it holds.
func (f flags) play(ctx context.Context, built []prebuilt.Suite, env []string, file, complaints io.Writer, handle func(report.Event)) error {
	artifacts, err := filepath.Abs(f.Results)
	if err != nil {
		return fmt.Errorf("finding the folder for results: %w", err)
	}
	beside, scenarios := breadth(os.Getenv, runtime.GOMAXPROCS(0))
	env = slices.Concat(os.Environ(), env, commit(ctx, os.Getenv))
	var turn sync.Mutex
	var playing errgroup.Group
	playing.SetLimit(beside)
	for _, s := range waitersFirst(built) {
		playing.Go(func() error {
			if ctx.Err() != nil {
				return nil
			}
			err := s.Play(ctx, prebuilt.Play{
				Run: f.pattern(), Env: env, Kept: &lines{to: file, turn: &turn}, Fails: complaints,
				Flags: []string{"-test.artifacts", "-test.outputdir=" + artifacts, fmt.Sprintf("-test.parallel=%d", scenarios)},
			}, func(e report.Event) {
				turn.Lock()
				defer turn.Unlock()
				handle(e)
			})
			if err != nil && ctx.Err() == nil {
				return fmt.Errorf("playing %s: %w", s.Package, err)
			}
			return nil
		})
	}
	return playing.Wait()
}

// suites are the packages that will run; none: the go command cannot say, and will
// say why when it is to run them.
func suites(ctx context.Context, f flags) []string {
	listed, err := exec.CommandContext(ctx, "go", append([]string{"list"}, f.Packages...)...).Output()
	if err != nil {
		return nil
	}
	return strings.Fields(string(listed))
}

// showCase prints one line for a scenario that has ended, and its transcript if
// it failed.
func showCase(out io.Writer, n int, c report.Record) {
	word := string(c.Verdict)
	if c.Outcome == report.Failed {
		word = "FAILED"
	}
	fmt.Fprintf(out, "%3d  %-11s %-9s %-7s %5.1f s  %s\n", n, word, c.Guide, c.Release, c.Seconds, c.Title)
	for _, what := range c.Unobserved {
		fmt.Fprintf(out, "     unobserved: %s\n", what)
	}
	if c.Outcome == report.Failed {
		fmt.Fprint(out, readable(c.Output))
		if c.Artifacts != "" {
			fmt.Fprintf(out, "     evidence: %s\n", c.Artifacts)
		}
	}
}

// readable leaves out the test runner's own marks: they are for machines.
func readable(output string) string {
	var kept strings.Builder
	for line := range strings.Lines(output) {
		if !strings.HasPrefix(line, "=== ") && !strings.HasPrefix(line, "--- ") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}
