package rodengine

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"

	"gonogo/internal/browser/devtools"
)

// turnstile lets one command pass at a time, from before it is encoded until
// it is written: rod encodes and writes in the caller's goroutine.
type turnstile chan struct{}

// orderHeld marks a context whose caller has passed the turnstile already.
type orderHeld struct{}

func newTurnstile() turnstile {
	t := make(turnstile, 1)
	t.release()
	return t
}

func (t turnstile) acquire(ctx context.Context, lost <-chan struct{}) error {
	select {
	case <-t:
		return nil
	case <-lost:
		return devtools.ErrLost
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (t turnstile) release() { t <- struct{}{} }

// pipe carries rod's messages over the debugging pipes.
type pipe struct {
	ends  devtools.Pipe
	in    *bufio.Reader
	order turnstile
}

func newPipe(ends devtools.Pipe, order turnstile) *pipe {
	return &pipe{ends: ends, in: bufio.NewReader(ends.FromBrowser), order: order}
}

// Send writes one message and lets the next one pass.
func (p *pipe) Send(message []byte) error {
	defer p.order.release()
	if _, err := p.ends.ToBrowser.Write(append(message, 0)); err != nil {
		return fmt.Errorf("writing to the browser: %w", err)
	}
	return nil
}

// Read returns the next message.
func (p *pipe) Read() ([]byte, error) {
	message, err := p.in.ReadBytes(0)
	if err != nil {
		return nil, fmt.Errorf("reading from the browser: %w", err)
	}
	return bytes.TrimSuffix(message, []byte{0}), nil
}

func (p *pipe) close() error {
	return errors.Join(p.ends.ToBrowser.Close(), p.ends.FromBrowser.Close())
}
