package browser

import (
	"github.com/chromedp/cdproto/target"

	"gonogo/internal/browser/devtools"
)

// route hands an event to whom it concerns. The engines call it from one
// goroutine; neither it nor a listener may block.
func (e *engine) route(ev devtools.Event) {
	switch ev.Method {
	case target.AttachedToTarget.Method:
		e.attached(ev)
		return
	case target.DetachedFromTarget.Method:
		e.detached(ev)
		return
	}
	e.mu.Lock()
	l := e.targets[ev.Session]
	e.mu.Unlock()
	if l != nil {
		l.event(ev)
	}
}

func (e *engine) attached(ev devtools.Event) {
	var a target.EventAttachedToTarget
	if err := devtools.Decode(ev.Params, &a); err != nil {
		e.logf("browser: reading %s: %v", ev.Method, err)
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	id := string(a.SessionID)
	if parent, ok := e.targets[ev.Session].(*page); ok && ev.Session != "" {
		e.targets[id] = newFrame(parent, id)
		return
	}
	s := e.sessions[a.TargetInfo.BrowserContextID]
	if s == nil {
		// The window that every browser opens at its start: nobody uses it.
		return
	}
	e.targets[id] = s.adopt(id, a.TargetInfo)
}

func (e *engine) detached(ev devtools.Event) {
	var d target.EventDetachedFromTarget
	if err := devtools.Decode(ev.Params, &d); err != nil {
		e.logf("browser: reading %s: %v", ev.Method, err)
		return
	}
	e.mu.Lock()
	l := e.targets[string(d.SessionID)]
	delete(e.targets, string(d.SessionID))
	e.mu.Unlock()
	if l != nil {
		l.detached()
	}
}
