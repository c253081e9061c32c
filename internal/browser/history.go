package browser

import (
	"context"
	"errors"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"

	"gonogo/internal/browser/devtools"
)

// Goto satisfies [Page].
func (p *page) Goto(ctx context.Context, url string) error {
	inner, cancel := p.bound(ctx)
	defer cancel()
	got, err := devtools.Call(inner, p.cdp, cdppage.Navigate, cdppage.NavigateParams{URL: url})
	if err == nil && got.ErrorText != "" {
		err = errors.New(got.ErrorText)
	}
	if err != nil {
		return fmt.Errorf("going to %s: %w", url, err)
	}
	if got.LoaderID == "" {
		return nil // another place in the same document
	}
	return p.awaitLoad(ctx, url, func(n navigation) bool { return n.seen[got.LoaderID] })
}

// Back satisfies [Page].
func (p *page) Back(ctx context.Context) error {
	inner, cancel := p.bound(ctx)
	defer cancel()
	list, err := devtools.Call(inner, p.cdp, cdppage.GetNavigationHistory, cdp.Empty{})
	if err != nil {
		return fmt.Errorf("reading the history: %w", err)
	}
	if list.CurrentIndex < 1 {
		return fmt.Errorf("going back on %s: there is no earlier page", p.describe(ctx))
	}
	before := p.snapshot()
	_, err = devtools.Call(inner, p.cdp, cdppage.NavigateToHistoryEntry,
		cdppage.NavigateToHistoryEntryParams{EntryID: list.Entries[list.CurrentIndex-1].ID})
	if err != nil {
		return fmt.Errorf("going back: %w", err)
	}
	return p.awaitLoad(ctx, "the page before", func(n navigation) bool {
		return n.generation != before.generation || n.steps != before.steps
	})
}

// Reload satisfies [Page].
func (p *page) Reload(ctx context.Context) error {
	inner, cancel := p.bound(ctx)
	defer cancel()
	start := p.generation()
	if _, err := devtools.Call(inner, p.cdp, cdppage.Reload, cdppage.ReloadParams{}); err != nil {
		return fmt.Errorf("reloading: %w", err)
	}
	return p.awaitLoad(ctx, "the page again", func(n navigation) bool { return n.generation != start })
}

// URL satisfies [Page].
func (p *page) URL(ctx context.Context) (string, error) {
	inner, cancel := p.bound(ctx)
	defer cancel()
	list, err := devtools.Call(inner, p.cdp, cdppage.GetNavigationHistory, cdp.Empty{})
	if err != nil {
		return "", fmt.Errorf("reading the address of %s: %w", p.id, err)
	}
	return list.Entries[list.CurrentIndex].URL, nil
}

// Title satisfies [Page].
func (p *page) Title(ctx context.Context) (string, error) {
	var title string
	err := p.Eval(ctx, "document.title", &title)
	return title, err
}

// awaitLoad waits until the navigation has arrived and its document, or one
// that has replaced it since, is loaded.
func (p *page) awaitLoad(ctx context.Context, what string, arrived func(navigation) bool) error {
	inner, cancel := p.bound(ctx)
	defer cancel()
	err := p.awaitHistory(inner, func(n navigation) bool { return arrived(n) && n.loaded })
	if err != nil {
		return p.explain(ctx, what+" to load", err)
	}
	return nil
}

// awaitHistory waits until the page's history is as wished.
func (p *page) awaitHistory(ctx context.Context, wished func(navigation) bool) error {
	for {
		changed := p.changed.Next()
		p.mu.Lock()
		reached := wished(p.history)
		p.mu.Unlock()
		if reached {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (p *page) snapshot() navigation {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.history
}

func (p *page) generation() int { return p.snapshot().generation }
