package pages

import (
	"context"

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
	if err := p.chooseFromMenu(ctx, "the way out", logoutItems()); err != nil {
		return err
	}
	_, err := p.WaitState(ctx, LoginForm)
	return err
}
