package main_test

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
)

// Variables of make leaks: how many times each way of ending a run is played (unset:
// a few of them, once), and the seed of the points at which it is.
const (
	strikes = "GONOGO_TEST_STRIKES"
	seed    = "GONOGO_TEST_SEED"
)

// blow is a way of ending a run that nobody has asked to end.
type blow struct {
	name   string
	signal syscall.Signal
	to     func(t *testing.T, r *struck) []int // processes, or groups as negative numbers
	plain  bool                                // the run is go test's, without poll
	short  bool                                // belongs to make test
}

// gentle tells whether the signal can be handled.
func (b blow) gentle() bool { return b.signal != syscall.SIGKILL }

func blows() []blow {
	first := func(_ *testing.T, r *struck) []int { return []int{r.command.Process.Pid} }
	suite := func(t *testing.T, r *struck) []int { return r.named(t, "login.test") }
	groups := func(t *testing.T, r *struck) []int { return r.groups(t) }
	return []blow{
		{name: "SIGINT to poll", signal: syscall.SIGINT, to: first, short: true},
		{name: "SIGTERM to poll", signal: syscall.SIGTERM, to: first},
		{name: "SIGKILL to poll", signal: syscall.SIGKILL, to: first, short: true},
		{name: "SIGKILL to the suite", signal: syscall.SIGKILL, to: suite},
		{name: "SIGKILL to everything", signal: syscall.SIGKILL, to: groups},
		{name: "SIGINT to go test", signal: syscall.SIGINT, to: groups, plain: true},
		{name: "SIGTERM to go test", signal: syscall.SIGTERM, to: groups, plain: true},
		{name: "SIGKILL to go test", signal: syscall.SIGKILL, to: groups, plain: true},
		{name: "SIGKILL to the suite of go test", signal: syscall.SIGKILL, to: suite, plain: true},
	}
}

// A run with a browser that is interrupted leaves nothing; one that is killed leaves
// nothing that the next one does not remove. It is struck at random points, between
// the start of the go command and the last scenarios. Only processes that this test
// has started are touched: they have a folder for temporary files of their own.
func TestSignalsLeaveNothing(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it plays scenarios in a browser")
	}
	times, long := os.LookupEnv(strikes)
	n, err := strconv.Atoi(cmp.Or(times, "1"))
	require.NoError(t, err)
	number, err := strconv.ParseUint(cmp.Or(os.Getenv(seed), fmt.Sprint(rand.Uint32())), 10, 64)
	require.NoError(t, err)
	t.Logf("%s=%d", seed, number)
	points := rand.New(rand.NewPCG(number, 0))
	poll := filepath.Join(t.TempDir(), "poll")
	output, err := exec.CommandContext(t.Context(), "go", "build", "-o", poll, ".").CombinedOutput()
	require.NoError(t, err, string(output))
	for _, b := range blows() {
		for i := range n {
			point := randomPoint(points)
			if long || b.short {
				t.Run(fmt.Sprintf("%s/%d", b.name, i), func(t *testing.T) { strike(t, poll, b, point) })
			}
		}
	}
}

// point is when a run is struck: some time after it has printed that many lines.
type point struct {
	lines int
	after time.Duration
}

// randomPoint is before anything is printed, while the suite is built and its stack
// and browser start, in a quarter of the cases.
func randomPoint(r *rand.Rand) point {
	if r.IntN(4) == 0 {
		return point{0, time.Duration(r.IntN(8000)) * time.Millisecond}
	}
	return point{1 + r.IntN(8), time.Duration(r.IntN(600)) * time.Millisecond}
}

// strike ends a run and looks at what is left.
func strike(t *testing.T, poll string, b blow, p point) {
	t.Logf("%d lines and %v after the start", p.lines, p.after)
	r := begin(t, poll, b.plain)
	r.await(p)
	for _, pid := range b.to(t, r) {
		_ = syscall.Kill(pid, b.signal) // it may have ended by itself
	}
	struckAt := time.Now()
	r.end(t)
	t.Logf("it ended %v after that", time.Since(struckAt).Round(time.Millisecond))
	require.Eventually(t, func() bool { return len(r.processes(t)) == 0 }, time.Minute, 10*time.Millisecond, "processes are left")
	if b.gentle() {
		assert.Empty(t, r.folders(t))
	} else {
		next := exec.CommandContext(t.Context(), poll, "--results", filepath.Join(r.results, "next"), "--run", "redirect-uri", "./suites/login")
		next.Dir, next.Env = root, r.environment()
		output, err := next.CombinedOutput()
		require.NoError(t, err, string(output))
		assert.Empty(t, r.folders(t), "after the next start")
	}
	if !b.plain {
		r.readable(t)
	}
}

// root is the project's folder.
const root = "../.."

// struck is a run that will be ended.
type struck struct {
	command         *exec.Cmd
	folder, results string
	lines           chan string
	printed         strings.Builder
	seen            int
}

// begin starts a run of a suite in a process group of its own.
func begin(t *testing.T, poll string, plain bool) *struck {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "b") // t.TempDir is too long for the browser's socket
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	r := &struck{folder: folder, results: t.TempDir(), lines: make(chan string)}
	r.command = exec.CommandContext(t.Context(), poll, "--results", r.results, "./suites/login")
	if plain {
		r.command = exec.CommandContext(t.Context(), "go", "test", "-count=1", "-v", "./suites/login")
	}
	r.command.Dir, r.command.Env = root, r.environment()
	r.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	output, err := r.command.StdoutPipe()
	require.NoError(t, err)
	r.command.Stderr = r.command.Stdout
	require.NoError(t, r.command.Start())
	go func() {
		defer close(r.lines)
		for lines := bufio.NewScanner(output); lines.Scan(); {
			r.lines <- lines.Text()
		}
	}()
	return r
}

func (r *struck) environment() []string {
	return append(os.Environ(), "TMPDIR="+r.folder, "GONOGO_GUIDES=clavex", "GONOGO_RELEASES=7.1.0", "GONOGO_ENGINE=chromedp")
}

// await returns when the point is there, or the run has ended before it.
func (r *struck) await(p point) {
	for r.seen < p.lines {
		if !r.read(nil) {
			return
		}
	}
	for late := time.After(p.after); r.read(late); {
	}
}

// read takes a line; false: there will be none, or it is late.
func (r *struck) read(late <-chan time.Time) bool {
	select {
	case line, open := <-r.lines:
		if open {
			r.seen++
			fmt.Fprintln(&r.printed, line)
		}
		return open
	case <-late:
		return false
	}
}

// end reads to the end, which is when nobody has the output any more.
func (r *struck) end(t *testing.T) {
	t.Helper()
	for r.read(nil) {
	}
	_ = r.command.Wait() // a signal ended it, or a run that is not whole
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(r.printed.String())
		}
	})
}

// processes are those that were started by the run, directly or not.
func (r *struck) processes(t *testing.T) []int {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/environ")
	require.NoError(t, err)
	var found []int
	for _, f := range files {
		environment, err := os.ReadFile(f)
		if err == nil && bytes.Contains(environment, []byte("TMPDIR="+r.folder)) { // it may have ended by now
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(f)))
			require.NoError(t, err)
			found = append(found, pid)
		}
	}
	return found
}

// named are those of the processes with that name.
func (r *struck) named(t *testing.T, name string) []int {
	t.Helper()
	var found []int
	for _, pid := range r.processes(t) {
		if is, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid)); err == nil && strings.TrimSpace(string(is)) == name {
			found = append(found, pid)
		}
	}
	return found
}

// groups are the process groups of the run, of the go command in it and of the suite;
// browsers, which have groups too, are left to whoever started them.
func (r *struck) groups(t *testing.T) []int {
	t.Helper()
	found := []int{-r.command.Process.Pid}
	for _, pid := range append(r.named(t, "go"), r.named(t, "login.test")...) {
		if group, err := syscall.Getpgid(pid); err == nil && group == pid && -pid != found[0] {
			found = append(found, -pid)
		}
	}
	return found
}

// folders are what the project's programs, not the go command, have left behind.
func (r *struck) folders(t *testing.T) []string {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(r.folder, "gonogo-*"))
	require.NoError(t, err)
	return left
}

// readable checks that whatever was shown as ended is in the results.
func (r *struck) readable(t *testing.T) {
	t.Helper()
	shown := regexp.MustCompile(`(?m)^ *\d+  (kept|FAILED) `)
	if info, err := os.Stat(filepath.Join(r.results, report.EventsFile)); err != nil || info.Size() == 0 {
		assert.NotRegexp(t, shown, r.printed.String())
		return // it was ended before anything ran
	}
	document, err := report.Read(r.results)
	require.NoError(t, err)
	var ended int
	for _, c := range document.Cases {
		if c.Outcome == report.Passed || c.Outcome == report.Failed {
			ended++
		}
	}
	assert.GreaterOrEqual(t, ended, len(shown.FindAllString(r.printed.String(), -1)))
}
