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
	"syscall"
	"time"

	"gonogo/internal/report"
)

// errUnexpected says that a verdict was not the expected one.
var errUnexpected = errors.New("a verdict was not the expected one")

// grace is how long go test may take to release its stacks after an interrupt.
const grace = 30 * time.Second

// run starts go test, shows what happens, and prints table and polls, also when
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
	for _, c := range r.Cases {
		if c.Outcome == report.Unfinished {
			fmt.Fprintf(out, "not finished: %s\n", c.Test)
		}
	}
	if ctx.Err() != nil {
		fmt.Fprintln(out, "interrupted: the table shows what had run")
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

// stream runs go test and reads its events into results and into a file.
func stream(ctx context.Context, f flags, out io.Writer) (_ *report.Document, err error) {
	packages := suites(ctx, f)
	last, err := f.former(packages)
	if err != nil {
		return nil, err
	}
	file, err := create(f.Results)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	env, end, err := oneRun(os.Getenv)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, end(context.WithoutCancel(ctx))) }()
	shown := newShow(out, os.Getenv, time.Now, newProgress(time.Now(), len(packages), last))
	if len(packages) > 0 {
		f.Packages = waitersFirst(packages)
	}
	cmd, events, err := start(ctx, f, env, shown.errors())
	if err != nil {
		return nil, err
	}
	var collector report.Collector
	stop := shown.keepTelling()
	err = report.Events(io.TeeReader(events, file), func(e report.Event) { shown.event(e, collector.Add(e)) })
	stop()
	// A failing test is told by its events; the exit status adds nothing.
	var exit *exec.ExitError
	if waited := cmd.Wait(); waited != nil && !errors.As(waited, &exit) && ctx.Err() == nil {
		err = errors.Join(err, fmt.Errorf("running go test: %w", waited))
	}
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

// start runs go test in a process group of its own: an interrupt reaches it
// once, from here, and it has time to release what it holds.
func start(ctx context.Context, f flags, env []string, complaints io.Writer) (*exec.Cmd, io.Reader, error) {
	outputDir, err := filepath.Abs(f.Results)
	if err != nil {
		return nil, nil, fmt.Errorf("finding the folder for results: %w", err)
	}
	// Each scenario has a limit of its own, and a real server needs its time.
	args := []string{"test", "-json", "-count=1", "-timeout=0", "-artifacts", "-outputdir", outputDir, "-run", f.pattern()}
	args = slices.Concat(args, breadth(os.Getenv, runtime.GOMAXPROCS(0)), f.Packages)
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = slices.Concat(os.Environ(), env, commit(ctx, os.Getenv))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGINT) }
	cmd.WaitDelay = grace
	cmd.Stderr = complaints
	events, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, fmt.Errorf("reading from go test: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, nil, fmt.Errorf("starting go test (is Go in the PATH?): %w", err)
	}
	return cmd, events, nil
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
