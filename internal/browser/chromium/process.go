// Package chromium finds, installs and runs the browser.
package chromium

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"gonogo/internal/browser/devtools"
	"gonogo/internal/scratch"
)

// settleTime is how long Close waits for the processes of a killed group.
const settleTime = 10 * time.Second

// Process is one running browser with a profile of its own.
type Process struct {
	cmd    *exec.Cmd
	folder string
	pipe   devtools.Pipe
	stop   func() bool
	output *tail
	// reaped is closed when the first process has been waited for, gone when
	// the last process of the group has let go of the standard error output.
	reaped, gone chan struct{}
	close        func() error
}

// Start runs the browser at path with a fresh profile. When ctx ends, the
// whole process group is killed; Close is still needed to remove the profile. What
// a process that was killed itself has left behind goes with the next start.
func Start(ctx context.Context, path string, o Options) (*Process, error) {
	folder, err := scratch.New(temporary(), "gonogo-browser-")
	if err != nil {
		return nil, fmt.Errorf("creating the browser's profile: %w", err)
	}
	p := &Process{folder: folder, output: &tail{}, reaped: make(chan struct{}), gone: make(chan struct{})}
	p.close = sync.OnceValue(p.shutdown)
	if err := p.run(path, o.arguments(filepath.Join(folder, "profile"))); err != nil {
		return nil, errors.Join(fmt.Errorf("starting the browser %s: %w", path, err), os.RemoveAll(folder))
	}
	p.stop = context.AfterFunc(ctx, p.kill)
	return p, nil
}

// temporary is the folder for temporary files, unless its name is so long that
// the browser's lock socket below it could not be bound.
func temporary() string {
	const (
		longest = 103 // of a socket's path, in bytes, on macOS; Linux takes 107
		below   = len("/gonogo-browser-1234567-1234567890/org.chromium.Chromium.abcdef/SingletonSocket")
	)
	if folder := os.TempDir(); len(folder)+below <= longest {
		return folder
	}
	return "/tmp"
}

// Pipe is the connection for the DevTools protocol.
func (p *Process) Pipe() devtools.Pipe { return p.pipe }

// Folder holds the profile and the browser's temporary files until Close.
func (p *Process) Folder() string { return p.folder }

// Exited is closed when the browser has ended.
func (p *Process) Exited() <-chan struct{} { return p.reaped }

// Output is the end of what the browser has printed, for error texts.
func (p *Process) Output() string { return p.output.String() }

// Close kills the process group and removes the profile.
func (p *Process) Close() error { return p.close() }

func (p *Process) run(path string, arguments []string) error {
	commandsIn, commandsOut, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("creating the command pipe: %w", err)
	}
	eventsIn, eventsOut, err := os.Pipe()
	if err != nil {
		return errors.Join(fmt.Errorf("creating the event pipe: %w", err), closeAll(commandsIn, commandsOut))
	}
	errorsIn, errorsOut, err := os.Pipe()
	if err != nil {
		return errors.Join(fmt.Errorf("creating the output pipe: %w", err),
			closeAll(commandsIn, commandsOut, eventsIn, eventsOut))
	}
	p.cmd = p.command(path, arguments)
	// The browser reads commands from descriptor 3 and writes to 4.
	p.cmd.ExtraFiles = []*os.File{commandsIn, eventsOut}
	p.cmd.Stdout, p.cmd.Stderr = errorsOut, errorsOut
	err = startSteady(p.cmd)
	closing := closeAll(commandsIn, eventsOut, errorsOut)
	if err = errors.Join(err, closing); err != nil {
		return errors.Join(err, closeAll(commandsOut, eventsIn, errorsIn))
	}
	p.pipe = devtools.Pipe{FromBrowser: eventsIn, ToBrowser: commandsOut}
	go p.watch(errorsIn)
	return nil
}

func (p *Process) command(path string, arguments []string) *exec.Cmd {
	cmd := exec.Command(path, arguments...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	// The browser's lock files and sockets go where the profile goes.
	cmd.Env = append(os.Environ(), "TMPDIR="+p.folder)
	return cmd
}

// watch reads what the browser prints until no process holds the pipe any more.
func (p *Process) watch(printed io.ReadCloser) {
	go func() {
		defer close(p.reaped)
		// How a killed browser exits says nothing.
		_ = p.cmd.Wait()
	}()
	defer close(p.gone)
	_, _ = io.Copy(p.output, printed)
	_ = printed.Close()
}

func (p *Process) kill() {
	// The group may be gone already.
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
}

func (p *Process) shutdown() error {
	p.stop()
	p.kill()
	<-p.reaped
	settled := time.NewTimer(settleTime)
	defer settled.Stop()
	select {
	case <-p.gone:
	case <-settled.C:
		return fmt.Errorf("ending the browser: processes of group %d are still there", p.cmd.Process.Pid)
	}
	if err := os.RemoveAll(p.folder); err != nil {
		return fmt.Errorf("removing the browser's profile: %w", err)
	}
	return nil
}

func closeAll(files ...*os.File) error {
	var failed []error
	for _, f := range files {
		failed = append(failed, f.Close())
	}
	return errors.Join(failed...)
}
