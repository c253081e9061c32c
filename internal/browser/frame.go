package browser

import (
	"context"

	"gonogo/internal/browser/devtools"
)

var _ listener = (*frame)(nil)

// frame is an iframe from another site: it runs in a process of its own and
// reports its requests by itself. The trace counts it to its page.
type frame struct {
	page    *page
	network *network
	life    context.Context
	end     context.CancelFunc
}

func newFrame(p *page, sessionID string) *frame {
	f := &frame{page: p}
	cdp := devtools.Session{Conn: p.cdp.Conn, ID: sessionID}
	f.network = newNetwork(p, cdp)
	f.life, f.end = context.WithCancel(p.life)
	p.session.engine.work.Go(func() {
		for _, wait := range observe(f.life, cdp) {
			if err := wait(); err != nil && f.life.Err() == nil {
				p.session.engine.logf("browser: listening to a frame of %s: %v", p.id, err)
			}
		}
	})
	return f
}

func (f *frame) event(ev devtools.Event) {
	if !f.network.event(ev) {
		f.page.message(ev)
	}
}

func (f *frame) detached() {
	f.end()
	f.network.abandon()
}
