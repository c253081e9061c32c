package pages

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"gonogo/internal/browser"
)

// ProfileField is a part of the own account that Rocket.Chat's account pages
// have a field for. Its value is the field's name, where it has one.
type ProfileField string

// The fields that somebody whom a provider vouches for might change.
const (
	NameField     ProfileField = "name"
	UsernameField ProfileField = "username"
	EmailField    ProfileField = "email"
	NicknameField ProfileField = "nickname"
	PasswordField ProfileField = "password"
)

// confirmation is the field for the password's repetition.
const confirmation ProfileField = "confirmationPassword"

// label is what stands at the field where it has no name (AccountProfileForm.js
// under client/views/account of Rocket.Chat).
func (f ProfileField) label() string {
	switch f {
	case NameField:
		return "Name"
	case UsernameField:
		return "Username"
	case EmailField:
		return "Email"
	case NicknameField:
		return "Nickname"
	case PasswordField:
		return "Password"
	default:
		return "Confirm your password"
	}
}

// FieldLook is a field of the account pages as the person finds it.
type FieldLook struct {
	Offered bool   `json:"offered"` // there is such a field
	Locked  bool   `json:"locked"`  // nothing can be typed into it
	Value   string `json:"value"`   // what it holds
}

//go:embed scripts/profile.js
var profileScript string

// profileItems are the ways in which releases draw the way to the own profile in
// the user menu, newest first; see [logoutItems].
func profileItems() []browser.Locator {
	return []browser.Locator{
		{CSS: "[data-key=profile]"},
		{CSS: ".rcx-option__content", Text: "My Account"},
		{CSS: "[data-id=account]"},
	}
}

// OpenProfile goes to the own profile by the user menu, and waits for the page,
// which may say that it is not for her.
func (p *RocketChat) OpenProfile(ctx context.Context) error {
	if err := p.chooseFromMenu(ctx, "the profile", profileItems()); err != nil {
		return err
	}
	_, err := p.lookAt(ctx, NameField, false, "Profile")
	return err
}

// Field looks at a field, on the page that has it. Up to 6.3 the password is on
// the profile page; from 6.4 on the page for security has it, if the person may
// have one (#30118, #30306).
func (p *RocketChat) Field(ctx context.Context, f ProfileField) (FieldLook, error) {
	look, err := p.lookAt(ctx, f, false, "Profile", "Security")
	if err != nil || look.Offered || f != PasswordField {
		return look, err
	}
	at, err := p.page.URL(ctx)
	if err != nil {
		return FieldLook{}, fmt.Errorf("finding the page for security: %w", err)
	}
	if base, found := strings.CutSuffix(at, "/account/profile"); found {
		if err := p.page.Goto(ctx, base+"/account/security"); err != nil {
			return FieldLook{}, fmt.Errorf("opening the page for security: %w", err)
		}
		return p.lookAt(ctx, f, false, "Security")
	}
	return look, nil
}

// lookAt waits for a page with one of the headings, and for the field if it is
// needed, and looks at it.
func (p *RocketChat) lookAt(ctx context.Context, f ProfileField, needed bool, headings ...string) (FieldLook, error) {
	expression, err := script(profileScript, map[string]any{
		"name": f, "label": f.label(), "headings": headings, "needed": needed, "mark": "gonogoField",
	})
	if err != nil {
		return FieldLook{}, err
	}
	var look FieldLook
	if err := observe(ctx, p.page, strings.Join(headings, " or ")+" among the account pages", expression, &look); err != nil {
		return FieldLook{}, fmt.Errorf("looking at the account's %s: %w", f, err)
	}
	return look, nil
}
