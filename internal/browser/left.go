package browser

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"

	"gonogo/internal/browser/devtools"
)

// Left satisfies [Engine]. It asks the browser, which knows of contexts and windows
// that nobody here remembers.
func (e *engine) Left(ctx context.Context) ([]string, error) {
	ctx, cancel := bound(ctx, e.life)
	defer cancel()
	contexts, err := devtools.Call(ctx, e.cdp, target.GetBrowserContexts, cdp.Empty{})
	if err != nil {
		return nil, e.unlessGone("asking the browser for its contexts", err)
	}
	targets, err := devtools.Call(ctx, e.cdp, target.GetTargets, target.GetTargetsParams{Filter: target.Filter{{Type: "page"}}})
	if err != nil {
		return nil, e.unlessGone("asking the browser for its windows", err)
	}
	var left []string
	for _, id := range contexts.BrowserContextIDs {
		windows := 0
		for _, info := range targets.TargetInfos {
			if info.BrowserContextID == id {
				windows++
			}
		}
		left = append(left, fmt.Sprintf("a browser context (windows: %d)", windows))
	}
	slices.Sort(left)
	return left, nil
}

// unlessGone is nil where the browser has ended, and everything in it.
func (e *engine) unlessGone(doing string, err error) error {
	if e.life.Err() != nil || errors.Is(err, devtools.ErrLost) {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
