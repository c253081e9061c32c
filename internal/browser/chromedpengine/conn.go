// Package chromedpengine connects to the browser with chromedp.
//
// chromedp's pipe carries every message, and its Browser owns the connection
// and the commands to the browser itself. Its Target is not used: it attaches by
// itself, one command after the other, after a window has opened, and would miss
// a popup's first requests. The transport therefore routes the sessions of pages.
package chromedpengine

import (
	"context"
	"errors"
	"fmt"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/chromedp"

	"gonogo/internal/browser/devtools"
)

// Name is the word that selects this engine.
const Name = "chromedp"

type conn struct {
	browser   *chromedp.Browser
	transport *transport
	cancel    context.CancelFunc
}

// Open connects chromedp to a running browser. It is a [devtools.Opener].
func Open(p devtools.Pipe, handle func(devtools.Event)) (devtools.Conn, error) {
	ctx, cancel := context.WithCancel(context.Background())
	t := newTransport(chromedp.NewPipeConn(p.FromBrowser, p.ToBrowser), handle)
	// Events that a newer browser adds are no errors, and a lost connection is
	// reported to each caller.
	quiet := chromedp.WithBrowserErrorf(func(string, ...any) {})
	b, err := chromedp.NewBrowserTransport(ctx, t, quiet)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("connecting chromedp: %w", err)
	}
	return &conn{browser: b, transport: t, cancel: cancel}, nil
}

func (c *conn) Start(ctx context.Context, session, method string, params []byte) <-chan devtools.Reply {
	if session != "" {
		return c.transport.start(ctx, session, method, params)
	}
	replies := make(chan devtools.Reply, 1)
	go func() {
		var result jsonv2.Value
		err := c.browser.Call(ctx, method, jsonv2.Value(params), &result)
		replies <- devtools.Reply{Result: result, Err: protocolError(ctx, err)}
	}()
	return replies
}

func (c *conn) Done() <-chan struct{} { return c.browser.LostConnection }

func (c *conn) Close() error {
	c.cancel()
	err := c.transport.Close()
	<-c.browser.LostConnection
	if err != nil {
		return fmt.Errorf("closing chromedp's pipe: %w", err)
	}
	return nil
}

// protocolError tells refusals from the end of the context and of the connection.
func protocolError(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if refused, ok := errors.AsType[*cdproto.Error](err); ok {
		return &devtools.Error{Code: refused.Code, Message: refused.Message}
	}
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return fmt.Errorf("%w: %w", devtools.ErrLost, err)
}
