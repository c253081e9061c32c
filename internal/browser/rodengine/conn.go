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
	browser *rod.Browser
	client  *client
	cancel  context.CancelFunc
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
	return &conn{browser: b, client: c, cancel: cancel}, nil
}

func (c *conn) Start(ctx context.Context, session, method string, params []byte) <-chan devtools.Reply {
	replies := make(chan devtools.Reply, 1)
	if err := c.client.order.acquire(ctx, c.client.done); err != nil {
		replies <- devtools.Reply{Err: err}
		return replies
	}
	go func() {
		ctx, cancel := context.WithCancel(context.WithValue(ctx, orderHeld{}, true))
		defer cancel()
		stop := context.AfterFunc(c.client.life, cancel)
		defer stop()
		result, err := c.browser.Call(ctx, session, method, json.RawMessage(params))
		if err != nil && c.client.life.Err() != nil {
			err = devtools.ErrLost
		}
		replies <- devtools.Reply{Result: result, Err: protocolError(err)}
	}()
	return replies
}

func (c *conn) Done() <-chan struct{} { return c.client.done }

func (c *conn) Close() error {
	c.cancel()
	return c.client.close()
}

func protocolError(err error) error {
	var refused *cdp.Error
	if errors.As(err, &refused) {
		return &devtools.Error{Code: int64(refused.Code), Message: refused.Message}
	}
	return err
}
