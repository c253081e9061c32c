package pages

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"gonogo/internal/browser"
	"gonogo/internal/release"
)

// Button says which provider's button is meant.
type Button struct {
	// Service is the service's key in lower case: "clavex" (§1.1).
	Service string
	// Label is the button text of the settings; empty where the guide sets none.
	Label string
}

// ButtonLook is how a provider's button looks to the person.
type ButtonLook struct {
	Text       string
	Title      string // the title attribute; "" if there is none
	Background string // computed, as [Color.String] writes it; "" if unreadable
	Color      string // of the text, likewise
}

// drawn is a promise that is kept when what the page knows has been drawn: in
// the frame after the next or, in a hidden window, which draws none, a moment later.
const drawn = `new Promise((done) => {
	requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
	setTimeout(() => done(true), 100);
})`

//go:embed scripts/services.js
var servicesScript string

// HasProviderButton tells whether the page on display, login or sign-up, has
// the button. It waits until the page knows its login services.
func (p *RocketChat) HasProviderButton(ctx context.Context, want Button) (bool, error) {
	known, err := script(servicesScript, p.markup)
	if err != nil {
		return false, err
	}
	if err := p.page.Wait(ctx, "the login services of the page", known); err != nil {
		return false, fmt.Errorf("looking for the button of %s: %w", want.Service, err)
	}
	if err := p.Drawn(ctx); err != nil {
		return false, err
	}
	n, err := p.page.Count(ctx, p.button(want))
	if err != nil {
		return false, fmt.Errorf("looking for the button of %s: %w", want.Service, err)
	}
	return n > 0, nil
}

// ButtonOnSignUp tells whether the sign-up page, which must be open, has the button.
func (p *RocketChat) ButtonOnSignUp(ctx context.Context, want Button) (bool, error) {
	if _, err := p.WaitState(ctx, SignUp); err != nil {
		return false, err
	}
	return p.HasProviderButton(ctx, want)
}

// ProviderButton waits for the button and says how it looks.
func (p *RocketChat) ProviderButton(ctx context.Context, want Button) (ButtonLook, error) {
	var look ButtonLook
	at := p.button(want)
	var err error
	read := func(value string, failed error) string {
		if err == nil && failed != nil {
			err = fmt.Errorf("reading the button of %s: %w", want.Service, failed)
		}
		return value
	}
	look.Text = read(p.page.Text(ctx, at))
	look.Title = read(p.page.Attribute(ctx, at, "title"))
	look.Background = normalColor(read(p.page.Style(ctx, at, "background-color")))
	look.Color = normalColor(read(p.page.Style(ctx, at, "color")))
	return look, err
}

// ClickProvider clicks the button. It also marks the document, so that
// [Provider.SignIn] can tell "not left yet" from "already back".
func (p *RocketChat) ClickProvider(ctx context.Context, want Button) error {
	if err := p.page.Eval(ctx, departing+" = true", nil); err != nil {
		return fmt.Errorf("marking the login page: %w", err)
	}
	if err := p.page.Click(ctx, p.button(want)); err != nil {
		return fmt.Errorf("clicking the button of %s: %w", want.Service, err)
	}
	return nil
}

// button finds the button of a service: by class up to 5.3, by its text after
// that (§9.1). A label is shown with white space folded; without one React
// writes "Sign in with <Title>".
func (p *RocketChat) button(want Button) browser.Locator {
	if !p.release.Has(release.ReactLoginPage) {
		return browser.Locator{CSS: fmt.Sprintf("%s[class~=%q]", p.markup.ServiceButtons, want.Service)}
	}
	text := strings.Join(strings.Fields(want.Label), " ")
	if text == "" && want.Service != "" {
		text = "Sign in with " + strings.ToUpper(want.Service[:1]) + want.Service[1:]
	}
	return browser.Locator{CSS: p.markup.ServiceButtons, Text: text}
}
