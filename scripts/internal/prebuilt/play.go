package prebuilt

import (
	"cmp"
	"context"
	"errors"
	"io"
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
// is no error: the events tell.
func (s Suite) Play(ctx context.Context, p Play, handle func(report.Event)) error {
	args := []string{"tool", "test2json", "-t", "-p", s.Package, s.binary, "-test.v=test2json", "-test.timeout=0", "-test.run=" + p.Run}
	cmd := exec.Command("go", slices.Concat(args, p.Flags)...)
	cmd.Dir, cmd.Env = s.folder, p.Env
	cmd.Stderr = p.Fails
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	events, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { end(cmd.Process.Pid, cmp.Or(p.Grace, defaultGrace), ended) })
	err = report.Events(io.TeeReader(events, p.Kept), handle)
	waited := cmd.Wait()
	close(ended)
	stop()
	var exit *exec.ExitError
	if ctx.Err() != nil || !errors.As(waited, &exit) {
		err = errors.Join(err, waited, ctx.Err())
	}
	return err
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
