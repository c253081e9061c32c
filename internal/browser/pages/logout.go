package pages

import (
	"context"
	"fmt"

	"gonogo/internal/browser"
)

// logoutItems are the ways in which releases draw "Logout" in the user menu,
// newest first:
//   - 7.1: label[role=menuitemcheckbox] with data-key (observed §J);
//   - 3.18 to the early React releases: an option of fuselage without any mark
//     but its text (client/sidebar/header/UserDropdown.js,
//     tests/e2e/page-objects/fragments/home-sidenav.ts of Rocket.Chat);
//   - before: a Blaze popover's item (tests/cypress/pageobjects/side-nav.page.js).
func logoutItems() []browser.Locator {
	return []browser.Locator{
		{CSS: "[data-key=logout]"},
		{CSS: ".rcx-option__content", Text: "Logout"},
		{CSS: "[data-id=logout]"},
	}
}

// LogOut logs out through the user menu and waits for the login page.
func (p *RocketChat) LogOut(ctx context.Context) error {
	if err := p.page.Click(ctx, browser.Locator{CSS: p.markup.UserMenu}); err != nil {
		return fmt.Errorf("opening the user menu: %w", err)
	}
	item, err := p.logoutItem(ctx)
	if err != nil {
		return err
	}
	if err := p.page.Click(ctx, item); err != nil {
		return fmt.Errorf("logging out: %w", err)
	}
	_, err = p.WaitState(ctx, LoginForm)
	return err
}

// logoutItem waits for the menu, which is loaded lazily, and finds its item.
func (p *RocketChat) logoutItem(ctx context.Context) (browser.Locator, error) {
	items := logoutItems()
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
	if err := observe(ctx, p.page, `"Logout" in the user menu`, look, &position); err != nil {
		return browser.Locator{}, fmt.Errorf("looking for the way out: %w", err)
	}
	return items[position-1], nil
}
