package browser

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"

	"gonogo/internal/browser/chromium"
	"gonogo/internal/browser/devtools"
)

var _ Engine = (*engine)(nil)

// engine owns the process, the connection, and the routing of events.
type engine struct {
	name, version string
	process       *chromium.Process
	cdp           devtools.Session
	slots         chan struct{} // nil: no bound
	logf          func(string, ...any)

	// life ends when the process does, with the reason as its cause.
	life context.Context
	end  context.CancelCauseFunc
	work sync.WaitGroup

	mu       sync.Mutex
	sessions map[cdp.BrowserContextID]*session
	// targets finds who listens to a DevTools session: a page, or a frame of it
	// that runs in another process.
	targets map[string]listener
	closed  bool
}

// listener receives the events of one DevTools session, in order. It must not block.
type listener interface {
	event(e devtools.Event)
	detached()
}

func connect(ctx context.Context, name string, open devtools.Opener, process *chromium.Process, o Options) (*engine, error) {
	e := &engine{
		name: name, process: process, logf: o.Logf,
		sessions: make(map[cdp.BrowserContextID]*session),
		targets:  make(map[string]listener),
	}
	if o.PoolSize > 0 {
		e.slots = make(chan struct{}, o.PoolSize)
	}
	if e.logf == nil {
		e.logf = func(string, ...any) {}
	}
	e.life, e.end = context.WithCancelCause(context.Background())
	conn, err := open(process.Pipe(), e.route)
	if err != nil {
		return nil, err
	}
	e.cdp = devtools.Session{Conn: conn}
	e.work.Go(e.watch)
	if err := e.prepare(ctx); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// prepare makes the browser stop every new window before its first request,
// until it is listened to.
func (e *engine) prepare(ctx context.Context) error {
	ctx, cancel := bound(ctx, e.life)
	defer cancel()
	version, err := devtools.Call(ctx, e.cdp, cdpbrowser.GetVersion, cdp.Empty{})
	if err != nil {
		return err
	}
	e.version = version.Product
	_, err = devtools.Call(ctx, e.cdp, target.SetAutoAttach, target.SetAutoAttachParams{
		AutoAttach: true, WaitForDebuggerOnStart: true, Flatten: new(true),
		Filter: target.Filter{{Type: "page"}},
	})
	return err
}

// watch ends all waiting when the browser is gone.
func (e *engine) watch() {
	select {
	case <-e.cdp.Conn.Done():
	case <-e.process.Exited():
	case <-e.life.Done():
	}
	e.end(errors.New("the browser process has ended"))
	e.mu.Lock()
	sessions := slices.Collect(maps.Values(e.sessions))
	e.mu.Unlock()
	for _, s := range sessions {
		s.endPages(context.Cause(e.life))
	}
}

// Name satisfies [Engine].
func (e *engine) Name() string { return e.name }

// Version satisfies [Engine].
func (e *engine) Version() string { return e.version }

// NewSession satisfies [Engine].
func (e *engine) NewSession(ctx context.Context, o SessionOptions) (Session, error) {
	if err := e.acquire(ctx); err != nil {
		return nil, fmt.Errorf("waiting for a free browser session: %w", err)
	}
	s, err := e.newSession(ctx, o)
	if err != nil {
		e.release()
		return nil, fmt.Errorf("opening a browser session: %w", err)
	}
	return s, nil
}

func (e *engine) newSession(ctx context.Context, o SessionOptions) (*session, error) {
	ctx, cancel := bound(ctx, e.life)
	defer cancel()
	created, err := devtools.Call(ctx, e.cdp, target.CreateBrowserContext, target.CreateBrowserContextParams{
		DisposeOnDetach: new(true), ProxyServer: o.Proxy,
	})
	if err != nil {
		return nil, err
	}
	s := newSession(e, created.BrowserContextID, o)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.sessions[s.id] = s
	return s, nil
}

func (e *engine) acquire(ctx context.Context) error {
	if e.slots == nil {
		return nil
	}
	select {
	case e.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-e.life.Done():
		return context.Cause(e.life)
	}
}

func (e *engine) release() {
	if e.slots != nil {
		<-e.slots
	}
}

// Close satisfies [Engine].
func (e *engine) Close() error {
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		return nil
	}
	e.closed = true
	e.mu.Unlock()
	e.end(errors.New("the browser is closed"))
	err := errors.Join(e.process.Close(), e.cdp.Conn.Close())
	e.work.Wait()
	return err
}

// bound is ctx that also ends with life, and then has life's cause.
func bound(ctx, life context.Context) (context.Context, context.CancelFunc) {
	ctx, end := context.WithCancelCause(ctx)
	if cause := context.Cause(life); cause != nil {
		end(cause)
	}
	stop := context.AfterFunc(life, func() { end(context.Cause(life)) })
	return ctx, func() { stop(); end(context.Canceled) }
}
