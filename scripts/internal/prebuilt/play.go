package prebuilt

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"gonogo/internal/report"
)

// defaultGrace is how long a suite may take to release its stacks after an interrupt.
const defaultGrace = 30 * time.Second

// Play says what is played of a suite, and how.
type Play struct {
	Run   string   // pattern of go test -run
	Env   []string // the whole environment; see Environment
	Flags []string // more of the test binary's: "-test.parallel=2"
	Kept  io.Writer
	Fails io.Writer     // what the go command complains of; nil: nowhere
	Grace time.Duration // after an interrupt, until the suite is killed; 0: 30 s
}

// Play runs the chosen scenarios of a suite, writes their events to p.Kept and
// hands them on. A suite that has none of them opens nothing. That scenarios fail
// is no error: the events tell, also what killed the suite, as go test has it.
func (s Suite) Play(ctx context.Context, p Play, handle func(report.Event)) error {
	printed, output, err := os.Pipe()
	if err != nil {
		return err
	}
	converter, events, err := s.converter(p, printed)
	if err != nil {
		return errors.Join(err, output.Close())
	}
	played := make(chan error, 1)
	go func() { played <- errors.Join(s.run(ctx, p, output), output.Close()) }()
	err = report.Events(io.TeeReader(events, p.Kept), handle)
	// Whoever prints must not wait for a reader who has given up.
	_, drained := io.Copy(io.Discard, events)
	return errors.Join(err, drained, <-played, converter.Wait(), ctx.Err())
}

// converter starts what makes events of what a suite prints. It has a process group
// of its own: it is to read on when somebody presses Ctrl-C.
func (s Suite) converter(p Play, printed *os.File) (*exec.Cmd, io.Reader, error) {
	cmd := exec.Command("go", "tool", "test2json", "-t", "-p", s.Package)
	cmd.Dir, cmd.Env, cmd.Stdin, cmd.Stderr = s.folder, p.Env, printed, p.Fails
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	events, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	return cmd, events, errors.Join(err, printed.Close())
}

// run runs the suite to its end, and prints what go test would have to say of it.
// The error is that it could not be started, or how it ended when it was interrupted. test2json could start it, but then an
// interrupt that comes early would be lost: it ignores them, and with it what it starts.
func (s Suite) run(ctx context.Context, p Play, output io.Writer) error {
	flags := []string{"-test.v=test2json", "-test.timeout=0", "-test.run=" + p.Run}
	cmd := exec.Command(s.binary, slices.Concat(flags, p.Flags)...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = s.folder, p.Env, output, output
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { end(cmd.Process.Pid, cmp.Or(p.Grace, defaultGrace), ended) })
	defer stop()
	err := cmd.Wait()
	close(ended)
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return err
	}
	if !exit.Exited() { // by a signal, which the suite cannot tell of
		_, _ = fmt.Fprintln(output, exit)
	}
	_, _ = fmt.Fprintf(output, "FAIL\t%s\n", s.Package) // an error: the events have ended already
	if ctx.Err() != nil {
		return exit
	}
	return nil
}

// end interrupts a process group, and kills it when it has not ended after the
// grace: a suite that hangs may hold on to the other end of its events.
func end(group int, grace time.Duration, ended <-chan struct{}) {
	_ = syscall.Kill(-group, syscall.SIGINT) // an error: it has just ended
	select {
	case <-ended:
	case <-time.After(grace):
		_ = syscall.Kill(-group, syscall.SIGKILL)
	}
}

// Environment is a process environment without the selection of a run, which
// whoever plays suites makes.
func Environment(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(v string) bool {
		return strings.HasPrefix(v, "GONOGO_") && !strings.HasPrefix(v, "GONOGO_BROWSER=")
	})
}
