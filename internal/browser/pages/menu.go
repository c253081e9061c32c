package pages

import (
	"context"
	"fmt"

	"gonogo/internal/browser"
)

// chooseFromMenu opens the user menu and clicks the first of the items that it has.
func (p *RocketChat) chooseFromMenu(ctx context.Context, what string, items []browser.Locator) error {
	if err := p.page.Click(ctx, browser.Locator{CSS: p.markup.UserMenu}); err != nil {
		return fmt.Errorf("opening the user menu: %w", err)
	}
	item, err := p.menuItem(ctx, what, items)
	if err != nil {
		return err
	}
	if err := p.page.Click(ctx, item); err != nil {
		return fmt.Errorf("choosing %s: %w", what, err)
	}
	return nil
}

// menuItem waits for the menu, which is loaded lazily, and finds its item.
func (p *RocketChat) menuItem(ctx context.Context, what string, items []browser.Locator) (browser.Locator, error) {
	wanted := make([][2]string, len(items))
	for i, item := range items {
		wanted[i] = [2]string{item.CSS, item.Text}
	}
	look, err := script(`(items) => 1 + items.findIndex(([css, label]) =>
		all(css).some((element) => !label || text(element) === label))`, wanted)
	if err != nil {
		return browser.Locator{}, err
	}
	var position int // counted from 1
	if err := observe(ctx, p.page, what+" in the user menu", look, &position); err != nil {
		return browser.Locator{}, fmt.Errorf("looking for %s: %w", what, err)
	}
	return items[position-1], nil
}
