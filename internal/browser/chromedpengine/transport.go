package chromedpengine

import (
	"context"
	"fmt"
	"sync"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"gonogo/internal/browser/devtools"
)

// firstPageID keeps the numbers of page commands apart from those that
// chromedp's Browser counts up from 1; the browser reads 32-bit numbers.
const firstPageID = int64(1) << 30

var _ chromedp.Transport = (*transport)(nil)

// transport sits between chromedp's pipe and its Browser: it hands every event
// to one handler and the answers to page commands to their callers.
type transport struct {
	*chromedp.PipeConn
	handle func(devtools.Event)

	mu      sync.Mutex
	next    int64
	pending map[int64]chan devtools.Reply
	lost    error
}

func newTransport(pipe *chromedp.PipeConn, handle func(devtools.Event)) *transport {
	return &transport{
		PipeConn: pipe,
		handle:   handle,
		next:     firstPageID,
		pending:  make(map[int64]chan devtools.Reply),
	}
}

// Read returns the next message that is meant for chromedp's Browser.
func (t *transport) Read(ctx context.Context, msg *cdproto.Message) error {
	for {
		*msg = cdproto.Message{}
		if err := t.PipeConn.Read(ctx, msg); err != nil {
			t.fail(err)
			return err
		}
		if t.forBrowser(msg) {
			return nil
		}
	}
}

// forBrowser routes a message, and says whether chromedp's Browser needs it too.
func (t *transport) forBrowser(msg *cdproto.Message) bool {
	if msg.ID >= firstPageID {
		t.answer(msg)
		return false
	}
	if msg.Method != "" {
		t.handle(devtools.Event{
			Session: string(msg.SessionID), Method: string(msg.Method), Params: msg.Params,
		})
	}
	// The Browser knows none of our sessions, so their ends would be errors to it.
	return msg.SessionID == "" && msg.Method != cdproto.MethodType(target.DetachedFromTarget.Method)
}

func (t *transport) answer(msg *cdproto.Message) {
	t.mu.Lock()
	replies := t.pending[msg.ID]
	delete(t.pending, msg.ID)
	t.mu.Unlock()
	if replies == nil {
		return
	}
	reply := devtools.Reply{Result: msg.Result}
	if msg.Error != nil {
		reply.Err = &devtools.Error{Code: msg.Error.Code, Message: msg.Error.Message}
	}
	replies <- reply
}

func (t *transport) start(ctx context.Context, session, method string, params []byte) <-chan devtools.Reply {
	replies := make(chan devtools.Reply, 1)
	// Held while writing, so that commands leave in the order of their starts.
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lost != nil {
		replies <- devtools.Reply{Err: t.lost}
		return replies
	}
	t.next++
	t.pending[t.next] = replies
	err := t.Write(ctx, &cdproto.Message{
		ID: t.next, SessionID: target.SessionID(session),
		Method: cdproto.MethodType(method), Params: jsonv2.Value(params),
	})
	if err != nil {
		delete(t.pending, t.next)
		replies <- devtools.Reply{Err: err}
	}
	return replies
}

// fail answers everything that is still waiting.
func (t *transport) fail(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lost = fmt.Errorf("%w: %w", devtools.ErrLost, err)
	for id, replies := range t.pending {
		replies <- devtools.Reply{Err: t.lost}
		delete(t.pending, id)
	}
}
