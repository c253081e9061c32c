package pages

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"gonogo/internal/browser"
)

// errWindowClosed ends waiting for a window that is gone.
const errWindowClosed = missing("the window was closed")

// through deals with screens as they appear, each at most once and in any
// order, until the provider is left: another origin, or the window closed. It
// tells which screens, by index, were dealt with.
func (w *walk) through(ctx context.Context, screens []screen) (acted map[int]bool, err error) {
	ctx, stop := untilClosed(ctx, w.page)
	defer stop()
	acted = map[int]bool{}
	for {
		at, err := w.position(ctx, screens, acted)
		if closed(w.page) {
			return acted, nil
		}
		if err != nil {
			return acted, err
		}
		switch at.At {
		case "left":
			return acted, nil
		case "broken":
			return acted, fmt.Errorf("the browser could not show the next page: %s", at.Message)
		case "problem":
			return acted, &RefusedError{Message: at.Message}
		}
		acted[at.Screen] = true
		if err := w.act(ctx, screens[at.Screen], at.Hosts); err != nil && !closed(w.page) {
			return acted, fmt.Errorf("on a page of the provider: %w", err)
		}
	}
}

// act deals with a screen. What the page says before that is not news.
func (w *walk) act(ctx context.Context, s screen, hosts []string) error {
	mark, err := script(seenScript, map[string]string{"problem": w.form.Problem})
	if err != nil {
		return err
	}
	if err := w.page.Eval(ctx, mark, nil); err != nil {
		return fmt.Errorf("remembering what the page says: %w", err)
	}
	return s.act(ctx, func(css string) browser.Locator {
		return browser.Locator{Shadow: hosts, CSS: css}
	})
}

// position waits until there is something to do.
func (w *walk) position(ctx context.Context, screens []screen, acted map[int]bool) (position, error) {
	look, err := script(flowScript, map[string]any{
		"origin": w.origin, "problem": w.form.Problem, "mark": departingMark,
		"screens": screens, "acted": append([]int{}, slices.Sorted(maps.Keys(acted))...),
	})
	if err != nil {
		return position{}, err
	}
	var at position
	what := "the next page of the provider or the way back"
	if err := observe(ctx, w.page, what, look, &at); err != nil {
		return position{}, fmt.Errorf("waiting for %s: %w", what, err)
	}
	return at, nil
}

// untilClosed ends the context with the window.
func untilClosed(ctx context.Context, page browser.Page) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-page.Closed():
			cancel(errWindowClosed)
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(context.Canceled) }
}
