package browser

import (
	"context"
	"errors"
	"sync"

	"github.com/chromedp/cdproto/target"

	"gonogo/internal/browser/devtools"
)

var (
	_ Page     = (*page)(nil)
	_ listener = (*page)(nil)
)

// page is one window with what is known about it from its events.
type page struct {
	session *session
	id      string
	target  target.ID
	opener  target.ID
	cdp     devtools.Session
	network *network

	// life ends when the window is gone or crashed, with the reason as its cause.
	life context.Context
	kill context.CancelCauseFunc
	// ready is closed when the window is listened to and runs; closed when it is gone.
	ready, closed chan struct{}
	closeOnce     sync.Once

	changed devtools.Signal

	mu        sync.Mutex
	claimed   bool
	prepared  error
	history   navigation
	exception string // the last uncaught one, for error texts
}

func newPage(s *session, id, sessionID string, info *target.Info) *page {
	p := &page{
		session: s, id: id, target: info.TargetID, opener: info.OpenerID,
		cdp:   devtools.Session{Conn: s.engine.cdp.Conn, ID: sessionID},
		ready: make(chan struct{}), closed: make(chan struct{}),
		history: newNavigation(),
	}
	p.network = newNetwork(p, p.cdp)
	p.life, p.kill = context.WithCancelCause(s.engine.life)
	// A window that opens as the browser's first document counts as loaded.
	p.history.url = info.URL
	return p
}

// ID satisfies [Page].
func (p *page) ID() string { return p.id }

// Closed satisfies [Page].
func (p *page) Closed() <-chan struct{} { return p.closed }

func (p *page) isClosed() bool {
	select {
	case <-p.closed:
		return true
	default:
		return false
	}
}

// claim takes an unclaimed popup of the opener.
func (p *page) claim(opener target.ID) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.claimed || p.opener == "" || p.opener != opener {
		return false
	}
	p.claimed = true
	return true
}

// detached satisfies listener: the window is gone.
func (p *page) detached() { p.end(errors.New("the window is closed")) }

// end marks the window as gone, once. Whoever waits on the page is woken last:
// an error that says "closed" must find Closed closed.
func (p *page) end(reason error) {
	p.closeOnce.Do(func() {
		p.network.abandon()
		close(p.closed)
		p.kill(reason)
		p.changed.Broadcast()
		p.session.changed.Broadcast()
	})
}

// bound is ctx that also ends with the page.
func (p *page) bound(ctx context.Context) (context.Context, context.CancelFunc) {
	return bound(ctx, p.life)
}

func (p *page) prepareError() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.prepared
}
