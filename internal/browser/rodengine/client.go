package rodengine

import (
	"context"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/cdp"

	"gonogo/internal/browser/devtools"
)

var (
	_ rod.CDPClient     = (*client)(nil)
	_ cdp.WebSocketable = (*pipe)(nil)
)

// client wraps rod's protocol client: commands leave in the order of their
// starts, and every event goes to the handler before rod's Browser sees it.
type client struct {
	*cdp.Client
	pipe   *pipe
	order  turnstile
	events chan *cdp.Event
	// done is closed when the browser's end of the pipe is; life ends with it.
	done   <-chan struct{}
	life   context.Context
	handle func(devtools.Event)
}

func newClient(p devtools.Pipe, handle func(devtools.Event)) *client {
	life, lost := context.WithCancel(context.Background())
	order := newTurnstile()
	c := &client{
		pipe:   newPipe(p, order),
		order:  order,
		events: make(chan *cdp.Event),
		done:   life.Done(),
		life:   life,
		handle: handle,
	}
	c.Client = cdp.New().Start(c.pipe)
	go c.forward(lost)
	return c
}

// forward ends when rod's client closes its events, which it does when the
// pipe ends.
func (c *client) forward(lost context.CancelFunc) {
	defer lost()
	defer close(c.events)
	for e := range c.Client.Event() {
		c.handle(devtools.Event{Session: e.SessionID, Method: e.Method, Params: e.Params})
		c.events <- e
	}
}

// Event is what rod's Browser listens to.
func (c *client) Event() <-chan *cdp.Event { return c.events }

// Call sends one command in its turn.
func (c *client) Call(ctx context.Context, session, method string, params any) ([]byte, error) {
	if ctx.Value(orderHeld{}) == nil {
		if err := c.order.acquire(ctx, c.done); err != nil {
			return nil, err
		}
	}
	return c.Client.Call(ctx, session, method, params)
}

func (c *client) close() error {
	err := c.pipe.close()
	<-c.done
	return err
}
