package browser

import (
	"errors"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/log"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"

	"gonogo/internal/browser/devtools"
)

// event satisfies listener.
func (p *page) event(ev devtools.Event) {
	if p.network.event(ev) {
		return
	}
	switch ev.Method {
	case cdppage.FrameNavigated.Method:
		read(p, ev, func(e *cdppage.EventFrameNavigated) {
			if e.Frame.ParentID == "" {
				p.record(func(n *navigation) { n.committed(e) })
				p.network.left(e.Frame.LoaderID)
			}
		})
	case cdppage.NavigatedWithinDocument.Method:
		read(p, ev, func(e *cdppage.EventNavigatedWithinDocument) {
			if p.isMain(e.FrameID) {
				p.record(func(n *navigation) { n.moved(e.URL) })
			}
		})
	case cdppage.LifecycleEvent.Method:
		read(p, ev, func(e *cdppage.EventLifecycleEvent) {
			if e.Name == "load" && p.isMain(e.FrameID) {
				p.record(func(n *navigation) { n.finished(e.LoaderID) })
			}
		})
	case inspector.TargetCrashed.Method:
		p.kill(errors.New("the page has crashed"))
		p.network.abandon()
	case cdppage.JavascriptDialogOpening.Method:
		read(p, ev, p.dialog)
	default:
		p.message(ev)
	}
}

// isMain says whether a frame is the page itself: their ids are the same.
func (p *page) isMain(id cdp.FrameID) bool { return string(id) == string(p.target) }

func (p *page) record(change func(*navigation)) {
	p.mu.Lock()
	change(&p.history)
	p.mu.Unlock()
	p.changed.Broadcast()
}

// message records what a console would show.
func (p *page) message(ev devtools.Event) {
	switch ev.Method {
	case runtime.ConsoleAPICalled.Method:
		read(p, ev, func(e *runtime.EventConsoleAPICalled) { p.say(string(e.Type), consoleText(e.Args)) })
	case runtime.ExceptionThrown.Method:
		read(p, ev, func(e *runtime.EventExceptionThrown) { p.threw(exceptionText(e.ExceptionDetails)) })
	case log.EntryAdded.Method:
		read(p, ev, func(e *log.EventEntryAdded) { p.say(string(e.Entry.Level), e.Entry.Text) })
	}
}

func (p *page) threw(text string) {
	p.mu.Lock()
	p.exception = text
	p.mu.Unlock()
	p.say("exception", text)
}

func (p *page) say(level, text string) {
	p.session.trace.addMessage(Message{Page: p.id, At: time.Now(), Level: level, Text: text})
}

// dialog answers at once, because an open dialog stops the page: a person is
// taken to leave a page that asks, and to dismiss everything else.
func (p *page) dialog(e *cdppage.EventJavascriptDialogOpening) {
	p.say("dialog", string(e.Type)+": "+e.Message)
	answer := devtools.Send(p.life, p.cdp, cdppage.HandleJavaScriptDialog, cdppage.HandleJavaScriptDialogParams{
		Accept: e.Type == cdppage.DialogTypeBeforeunload,
	})
	p.session.engine.work.Go(func() {
		if _, err := answer.Wait(p.life); err != nil && p.life.Err() == nil {
			p.session.engine.logf("browser: answering a dialog of %s: %v", p.id, err)
		}
	})
}

// read decodes an event for use.
func read[E any](p *page, ev devtools.Event, use func(*E)) {
	e := new(E)
	if err := devtools.Decode(ev.Params, e); err != nil {
		p.session.engine.logf("browser: reading %s of %s: %v", ev.Method, p.id, err)
		return
	}
	use(e)
}
