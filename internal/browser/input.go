package browser

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"

	"gonogo/internal/browser/devtools"
)

type point struct{ X, Y float64 }

// Click satisfies [Page].
func (p *page) Click(ctx context.Context, l Locator) error {
	var at point
	if err := p.untilCalled(ctx, l.String()+" to be clickable", "clickPoint", l, &at); err != nil {
		return err
	}
	if err := p.press(ctx, at); err != nil {
		return fmt.Errorf("clicking %s on %s: %w", l, p.describe(ctx), err)
	}
	return nil
}

// press moves the mouse to a point and clicks there. All events leave at once,
// as the page may be gone before the last one is answered.
func (p *page) press(ctx context.Context, at point) error {
	ctx, cancel := p.bound(ctx)
	defer cancel()
	mouse := func(kind input.DispatchMouseEventType, button input.MouseButton, count int64) func() error {
		return send(ctx, p.cdp, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: kind, X: at.X, Y: at.Y, Button: button, ClickCount: count,
		})
	}
	answers := []func() error{
		mouse(input.DispatchMouseEventTypeMouseMoved, input.MouseButtonNone, 0),
		mouse(input.DispatchMouseEventTypeMousePressed, input.MouseButtonLeft, 1),
		mouse(input.DispatchMouseEventTypeMouseReleased, input.MouseButtonLeft, 1),
	}
	for _, wait := range answers {
		if err := wait(); err != nil {
			if p.isClosed() {
				return nil // the click has closed the window
			}
			return err
		}
	}
	return nil
}

// Fill satisfies [Page].
func (p *page) Fill(ctx context.Context, l Locator, text string) error {
	if err := p.untilCalled(ctx, l.String()+" to be editable", "takeField", l, nil); err != nil {
		return err
	}
	inner, cancel := p.bound(ctx)
	defer cancel()
	if err := p.replaceSelection(inner, text); err != nil {
		return fmt.Errorf("filling %s on %s: %w", l, p.describe(ctx), err)
	}
	return nil
}

func (p *page) replaceSelection(ctx context.Context, text string) error {
	if text == "" {
		return p.evaluate(ctx, "document.execCommand('delete')", nil)
	}
	_, err := devtools.Call(ctx, p.cdp, input.InsertText, input.InsertTextParams{Text: text})
	return err
}

// Screenshot satisfies [Page].
func (p *page) Screenshot(ctx context.Context) ([]byte, error) {
	inner, cancel := p.bound(ctx)
	defer cancel()
	shot, err := devtools.Call(inner, p.cdp, cdppage.CaptureScreenshot,
		cdppage.CaptureScreenshotParams{Format: cdppage.CaptureScreenshotFormatPng})
	if err != nil {
		return nil, fmt.Errorf("taking a screenshot of %s: %w", p.describe(ctx), err)
	}
	return shot.Data, nil
}

// Close satisfies [Page].
func (p *page) Close(ctx context.Context) error {
	inner, cancel := p.bound(ctx)
	defer cancel()
	if p.isClosed() {
		return nil
	}
	_, err := devtools.Call(inner, p.cdp, cdppage.Close, cdp.Empty{})
	if err != nil && !p.isClosed() {
		return fmt.Errorf("closing %s: %w", p.id, err)
	}
	select {
	case <-p.closed:
		return nil
	case <-ctx.Done():
		return p.explain(ctx, "the window to close", context.Cause(ctx))
	}
}

func marshalLocator(l Locator) ([]byte, error) {
	return json.Marshal(map[string]any{"shadow": l.Shadow, "css": l.CSS, "text": l.Text})
}
