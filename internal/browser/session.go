package browser

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"

	"gonogo/internal/browser/devtools"
)

var _ Session = (*session)(nil)

// session is one browser context with its windows.
type session struct {
	engine  *engine
	id      cdp.BrowserContextID
	options SessionOptions
	trace   *Trace
	changed devtools.Signal

	mu     sync.Mutex
	pages  []*page // all that ever were, oldest first
	closed bool
}

func newSession(e *engine, id cdp.BrowserContextID, o SessionOptions) *session {
	return &session{engine: e, id: id, options: o, trace: NewTrace()}
}

// adopt takes over a window that has just opened and is still held back.
func (s *session) adopt(sessionID string, info *target.Info) *page {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := newPage(s, "page-"+strconv.Itoa(len(s.pages)+1), sessionID, info)
	s.pages = append(s.pages, p)
	s.engine.work.Go(p.prepare)
	if cause := context.Cause(s.engine.life); cause != nil {
		p.end(cause) // too late for endPages
	}
	s.changed.Broadcast()
	return p
}

// NewPage satisfies [Session].
func (s *session) NewPage(ctx context.Context) (Page, error) {
	p, err := s.newPage(ctx)
	if err != nil {
		return nil, fmt.Errorf("opening a tab: %w", err)
	}
	return p, nil
}

func (s *session) newPage(ctx context.Context) (*page, error) {
	ctx, cancel := bound(ctx, s.engine.life)
	defer cancel()
	created, err := devtools.Call(ctx, s.engine.cdp, target.CreateTarget, target.CreateTargetParams{
		URL: "about:blank", BrowserContextID: s.id, NewWindow: new(true),
	})
	if err != nil {
		return nil, err
	}
	p, err := s.await(ctx, func(p *page) bool { return p.target == created.TargetID })
	if err != nil {
		return nil, err
	}
	select {
	case <-p.ready:
		return p, p.prepareError()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// await returns the oldest page that matches as soon as there is one. match
// runs under the session's lock.
func (s *session) await(ctx context.Context, match func(*page) bool) (*page, error) {
	for {
		changed := s.changed.Next()
		if p := s.find(match); p != nil {
			return p, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

func (s *session) find(match func(*page) bool) *page {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pages {
		if match(p) {
			return p
		}
	}
	return nil
}

// Pages satisfies [Session].
func (s *session) Pages() []Page {
	s.mu.Lock()
	defer s.mu.Unlock()
	var open []Page
	for _, p := range s.pages {
		if !p.isClosed() {
			open = append(open, p)
		}
	}
	return open
}

// WaitPopup satisfies [Session].
func (s *session) WaitPopup(ctx context.Context, opener Page) (Page, error) {
	o, ok := opener.(*page)
	if !ok || o.session != s {
		return nil, fmt.Errorf("waiting for a popup of %s: it is no page of this session", opener.ID())
	}
	waiting, cancel := bound(ctx, s.engine.life)
	defer cancel()
	p, err := s.await(waiting, func(p *page) bool { return p.claim(o.target) })
	if err != nil {
		return nil, o.explain(ctx, "a popup", err)
	}
	select {
	case <-p.ready:
	case <-p.closed:
	case <-waiting.Done():
		return nil, o.explain(ctx, "a popup to start", context.Cause(waiting))
	}
	return p, nil
}

// Trace satisfies [Session].
func (s *session) Trace() *Trace { return s.trace }

// Close satisfies [Session].
func (s *session) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	s.mu.Unlock()
	defer s.engine.release()
	err := s.dispose()
	s.engine.mu.Lock()
	delete(s.engine.sessions, s.id)
	s.engine.mu.Unlock()
	if err != nil {
		return fmt.Errorf("closing a browser session: %w", err)
	}
	return nil
}

func (s *session) dispose() error {
	life := s.engine.life
	_, err := devtools.Call(life, s.engine.cdp, target.DisposeBrowserContext,
		target.DisposeBrowserContextParams{BrowserContextID: s.id})
	s.endPages(errors.New("the browser session is closed"))
	if life.Err() != nil || errors.Is(err, devtools.ErrLost) {
		return nil // the whole browser is gone, and the context with it
	}
	return err
}

// endPages marks all windows as gone.
func (s *session) endPages(reason error) {
	s.mu.Lock()
	pages := slices.Clone(s.pages)
	s.mu.Unlock()
	for _, p := range pages {
		p.end(reason)
	}
}
