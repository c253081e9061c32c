package browser

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/target"

	"gonogo/internal/browser/devtools"
)

// glance is how long an error text may wait for the page's title.
const glance = time.Second

// explain says what was awaited, what the page showed instead, and why the
// waiting ended. last lists what the page said about the obstacle.
func (p *page) explain(ctx context.Context, what string, err error, last ...string) error {
	text := fmt.Sprintf("waiting for %s on %s", what, p.describe(ctx))
	if why := strings.Join(last, ""); why != "" {
		text += ": " + why
	}
	return fmt.Errorf("%s: %w", text, err)
}

// describe is the page's address, title, and last uncaught exception. It asks
// the browser, which answers even when the page does not.
func (p *page) describe(ctx context.Context) string {
	p.mu.Lock()
	text, thrown := p.id+" at "+p.history.url, p.exception
	p.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), glance)
	defer cancel()
	inner, done := p.bound(ctx)
	defer done()
	got, err := devtools.Call(inner, p.session.engine.cdp, target.GetTargetInfo, target.GetTargetInfoParams{TargetID: p.target})
	if err == nil {
		text += fmt.Sprintf(" (%q)", got.TargetInfo.Title)
	}
	if thrown != "" {
		text += ", which threw " + strings.SplitN(thrown, "\n", 2)[0]
	}
	return text
}
