// Package interrupt tells a run that it is to end, so that it releases what it holds.
package interrupt

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// errUnread is why a run ends whose output nobody reads.
const errUnread = cause("nobody reads the output any more")

// Context ends with Ctrl-C and SIGTERM, and when nobody reads any more what the
// process prints, until stop: whoever has started it is gone then, as go test is at
// once with a SIGTERM to the whole group. By itself Go would end the process at the
// next word that it prints (SIGPIPE), with everything that is still open.
func Context(parent context.Context) (ctx context.Context, stop context.CancelFunc) {
	ctx, end := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	ctx, cancel := context.WithCancelCause(ctx)
	pipes := make(chan os.Signal, 1)
	signal.Notify(pipes, syscall.SIGPIPE)
	var watching sync.WaitGroup
	watching.Go(func() { watch(ctx, pipes, cancel) })
	return ctx, func() {
		signal.Stop(pipes)
		cancel(context.Canceled)
		end()
		watching.Wait()
	}
}

// watch asks after each broken pipe whether it is the output: most are connections,
// whose ends come and go.
func watch(ctx context.Context, pipes <-chan os.Signal, cancel context.CancelCauseFunc) {
	for {
		select {
		case <-pipes:
			if unread(os.Stdout) {
				cancel(errUnread)
			}
		case <-ctx.Done():
			return
		}
	}
}

// unread tells whether a file is a pipe whose other end is closed (poll(2)).
func unread(file *os.File) bool {
	asked := []unix.PollFd{{Fd: int32(file.Fd())}}
	n, err := unix.Poll(asked, 0)
	return err == nil && n > 0 && asked[0].Revents&unix.POLLERR != 0
}

type cause string

// Error satisfies the error interface.
func (c cause) Error() string { return string(c) }
