package browser

import (
	"context"
	"errors"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/log"
	cdpnetwork "github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"

	"gonogo/internal/browser/devtools"
)

const (
	// maxBody is the largest answer that is kept, in bytes.
	maxBody = 256 << 10
	// maxPost is the largest request body that events carry, in bytes.
	maxPost = 64 << 10
	// durableBodies is what a page may keep of bodies across navigations, in bytes.
	durableBodies = 8 << 20
)

// refuseWindows is what a popup blocker looks like to a page.
const refuseWindows = `window.open = function open() { return null }`

// prepare listens to a window that is held back, and then lets it run. All
// commands leave at once: some are only answered after the last one.
func (p *page) prepare() {
	defer close(p.ready)
	answers := []func() error{
		enable(p, cdppage.Enable, cdppage.EnableParams{}),
		enable(p, cdppage.SetLifecycleEventsEnabled, cdppage.SetLifecycleEventsEnabledParams{Enabled: true}),
		enable(p, inspector.Enable, cdp.Empty{}),
		enable(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
	}
	if p.session.options.BlockPopups {
		answers = append(answers, enable(p, cdppage.AddScriptToEvaluateOnNewDocument,
			cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: refuseWindows, RunImmediately: new(true)}))
	}
	if p.session.options.BlockThirdPartyCookies {
		answers = append(answers, enable(p, cdpnetwork.SetCookieControls,
			cdpnetwork.SetCookieControlsParams{EnableThirdPartyCookieRestriction: true}))
	}
	answers = append(answers, observe(p.life, p.cdp)...)
	var failed []error
	for _, wait := range answers {
		failed = append(failed, wait())
	}
	if err := errors.Join(failed...); err != nil && p.life.Err() == nil {
		p.mu.Lock()
		p.prepared = fmt.Errorf("listening to %s: %w", p.id, err)
		p.mu.Unlock()
	}
}

// observe records requests and messages of a target, follows its frames, and
// lets it run.
func observe(life context.Context, s devtools.Session) []func() error {
	return []func() error{
		send(life, s, cdpnetwork.Enable, cdpnetwork.EnableParams{MaxPostDataSize: new(int64(maxPost))}),
		send(life, s, cdpnetwork.ConfigureDurableMessages, cdpnetwork.ConfigureDurableMessagesParams{
			MaxTotalBufferSize: new(int64(durableBodies)), MaxResourceBufferSize: new(int64(maxBody)),
		}),
		send(life, s, runtime.Enable, cdp.Empty{}),
		send(life, s, log.Enable, cdp.Empty{}),
		send(life, s, target.SetAutoAttach, target.SetAutoAttachParams{
			AutoAttach: true, WaitForDebuggerOnStart: true, Flatten: new(true),
			Filter: target.Filter{{Type: "iframe"}},
		}),
		send(life, s, runtime.RunIfWaitingForDebugger, cdp.Empty{}),
	}
}

func enable[P, R any](p *page, c cdp.Command[P, R], params P) func() error {
	return send(p.life, p.cdp, c, params)
}

// send starts a command whose answer matters only if it is a refusal.
func send[P, R any](life context.Context, s devtools.Session, c cdp.Command[P, R], params P) func() error {
	pending := devtools.Send(life, s, c, params)
	return func() error {
		_, err := pending.Wait(life)
		return err
	}
}
