package browser

import (
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdpnetwork "github.com/chromedp/cdproto/network"

	"gonogo/internal/browser/devtools"
)

// network turns one target's network events into exchanges.
type network struct {
	page  *page
	cdp   devtools.Session
	trace *Trace

	mu     sync.Mutex
	chains map[cdpnetwork.RequestID]*chain
}

func newNetwork(p *page, s devtools.Session) *network {
	return &network{page: p, cdp: s, trace: p.session.trace, chains: make(map[cdpnetwork.RequestID]*chain)}
}

// event takes the events that concern requests, and says whether this was one.
func (n *network) event(ev devtools.Event) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch ev.Method {
	case cdpnetwork.RequestWillBeSent.Method:
		read(n.page, ev, n.requested)
	case cdpnetwork.RequestWillBeSentExtraInfo.Method:
		read(n.page, ev, n.requestHeaders)
	case cdpnetwork.ResponseReceived.Method:
		read(n.page, ev, n.answered)
	case cdpnetwork.ResponseReceivedExtraInfo.Method:
		read(n.page, ev, n.responseHeaders)
	case cdpnetwork.LoadingFinished.Method:
		read(n.page, ev, n.finished)
	case cdpnetwork.LoadingFailed.Method:
		read(n.page, ev, n.failed)
	default:
		return false
	}
	return true
}

func (n *network) chain(id cdpnetwork.RequestID) *chain {
	c := n.chains[id]
	if c == nil {
		c = new(chain)
		n.chains[id] = c
	}
	return c
}

func (n *network) requested(e *cdpnetwork.EventRequestWillBeSent) {
	c := n.chain(e.RequestID)
	if e.RedirectResponse != nil && c.last() != nil {
		h := c.last()
		n.answer(h, e.RedirectResponse, e.RedirectHasExtraInfo, e.Timestamp)
		n.finish(h, e.Timestamp)
	}
	x := Exchange{
		Page: n.page.id, Started: wallTime(e.WallTime), Type: string(e.Type),
		Method: e.Request.Method, URL: e.Request.URL + e.Request.URLFragment,
		RequestHeaders: headers(e.Request.Headers), RequestBody: requestBody(e.Request),
	}
	h := &hop{entry: n.trace.add(x), started: e.Timestamp, loader: e.LoaderID}
	c.hops = append(c.hops, h)
	n.settle(c)
}

func (n *network) requestHeaders(e *cdpnetwork.EventRequestWillBeSentExtraInfo) {
	c := n.chain(e.RequestID)
	c.requestExtras = append(c.requestExtras, headers(e.Headers))
	n.settle(c)
}

func (n *network) responseHeaders(e *cdpnetwork.EventResponseReceivedExtraInfo) {
	c := n.chain(e.RequestID)
	c.responseExtras = append(c.responseExtras, headers(e.Headers))
	n.settle(c)
}

// settle brings the raw headers, which arrive apart from the rest, to their hops.
func (n *network) settle(c *chain) {
	for _, pair := range c.pairs() {
		n.trace.update(pair.hop.entry, func(e *entry) {
			e.RequestHeaders = merge(e.RequestHeaders, pair.request)
			e.ResponseHeaders = merge(e.ResponseHeaders, pair.response)
		})
	}
}

func (n *network) answered(e *cdpnetwork.EventResponseReceived) {
	c := n.chain(e.RequestID)
	if h := c.last(); h != nil {
		n.trace.update(h.entry, func(x *entry) { x.Type = string(e.Type) })
		n.answer(h, e.Response, e.HasExtraInfo, e.Timestamp)
		n.settle(c)
	}
}

func (n *network) answer(h *hop, r *cdpnetwork.Response, raw bool, at cdp.MonotonicTime) {
	h.plain = !raw
	n.trace.update(h.entry, func(e *entry) {
		e.Status = int(r.Status)
		e.MimeType = r.MimeType
		e.ResponseHeaders = merge(headers(r.Headers), e.ResponseHeaders)
		e.RemoteAddr = remoteAddress(r)
		e.Duration = h.since(at)
	})
}

func (n *network) finished(e *cdpnetwork.EventLoadingFinished) {
	h := n.chain(e.RequestID).last()
	if h == nil {
		return
	}
	if e.EncodedDataLength > maxBody || !keepsBody(h.entry) {
		n.finish(h, e.Timestamp)
		return
	}
	life := n.page.life
	body := devtools.Send(life, n.cdp, cdpnetwork.GetResponseBody,
		cdpnetwork.GetResponseBodyParams{RequestID: e.RequestID})
	n.page.session.engine.work.Go(func() {
		// A page may have gone on and dropped the body: the exchange has none then.
		if answer, err := body.Wait(life); err == nil && len(answer.Body) <= maxBody {
			n.trace.update(h.entry, func(x *entry) { x.ResponseBody = string(answer.Body) })
		}
		n.finish(h, e.Timestamp)
	})
}

func (n *network) failed(e *cdpnetwork.EventLoadingFailed) {
	h := n.chain(e.RequestID).last()
	if h == nil {
		return
	}
	n.trace.update(h.entry, func(x *entry) { x.Error = failureText(e) })
	n.finish(h, e.Timestamp)
}

func (n *network) finish(h *hop, at cdp.MonotonicTime) {
	n.trace.update(h.entry, func(e *entry) {
		if !e.finished {
			e.Duration = h.since(at)
			e.finished = true
		}
	})
}

// left ends the answered requests of earlier documents: a page that never reads
// an answer's body is not told of its end.
func (n *network) left(now cdp.LoaderID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range n.chains {
		if h := c.last(); h != nil && h.loader != now {
			n.trace.update(h.entry, func(e *entry) { e.finished = e.finished || e.Status != 0 })
		}
	}
}

// abandon ends what was still running when the window went away.
func (n *network) abandon() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range n.chains {
		h := c.last()
		if h == nil {
			continue
		}
		n.trace.update(h.entry, func(e *entry) {
			if e.Status == 0 && e.Error == "" {
				e.Error = "the window was closed"
			}
			e.finished = true
		})
	}
}

func wallTime(t cdp.TimeSinceEpoch) time.Time {
	return time.UnixMicro(int64(t.Float64() * 1e6))
}
