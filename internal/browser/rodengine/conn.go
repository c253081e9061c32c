// Package rodengine connects to the browser with go-rod.
package rodengine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/cdp"

	"gonogo/internal/browser/devtools"
)

// Name is the word that selects this engine.
const Name = "rod"

type conn struct {
	client *client
	cancel context.CancelFunc
}

// Open connects go-rod to a running browser. It is a [devtools.Opener].
func Open(p devtools.Pipe, handle func(devtools.Event)) (devtools.Conn, error) {
	ctx, cancel := context.WithCancel(context.Background())
	c := newClient(p, handle)
	b := rod.New().Context(ctx).Client(c).NoDefaultDevice()
	if err := b.Connect(); err != nil {
		cancel()
		return nil, errors.Join(fmt.Errorf("connecting rod: %w", err), c.close())
	}
	return &conn{client: c, cancel: cancel}, nil
}

func (c *conn) Start(ctx context.Context, session, method string, params []byte) <-chan devtools.Reply {
	replies := make(chan devtools.Reply, 1)
	if err := c.client.order.acquire(ctx, c.client.done); err != nil {
		replies <- devtools.Reply{Err: err}
		return replies
	}
	go func() {
		// rod does not end the calls that start while the connection ends.
		inner, cancel := context.WithCancel(context.WithValue(ctx, orderHeld{}, true))
		defer cancel()
		stop := context.AfterFunc(c.client.life, cancel)
		defer stop()
		// Not by rod's Browser: it keeps the parameters of each call, for good.
		result, err := c.client.Call(inner, session, method, json.RawMessage(params))
		replies <- devtools.Reply{Result: result, Err: protocolError(ctx, err)}
	}()
	return replies
}

func (c *conn) Done() <-chan struct{} { return c.client.done }

func (c *conn) Close() error {
	c.cancel()
	return c.client.close()
}

// protocolError tells refusals from the end of the context and of the connection.
func protocolError(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if refused, ok := errors.AsType[*cdp.Error](err); ok {
		return &devtools.Error{Code: int64(refused.Code), Message: refused.Message}
	}
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return fmt.Errorf("%w: %w", devtools.ErrLost, err)
}
