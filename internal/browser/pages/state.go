package pages

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/browser"
)

// Kind names what a page of Rocket.Chat shows.
type Kind string

// What a page of Rocket.Chat can show.
const (
	LoginForm        Kind = "login-form"        // the form, a provider's button, or both
	SignUp           Kind = "sign-up"           // the form for new accounts
	Home             Kind = "home"              // logged in: the user menu is there
	RegisterUsername Kind = "register-username" // logged in, a user name must be chosen (§9.3)
	TwoFactor        Kind = "two-factor"        // a dialog asks for a code (observed §G)
	ResetPassword    Kind = "reset-password"    // logged in, a new password is demanded (observed §E.3)
	Blank            Kind = "blank"             // no text and no control; also what a page shows while it starts
	Other            Kind = "other"
)

// State is what the person sees now.
type State struct {
	Kind Kind `json:"kind"`
	// Message is the text of a toast, a callout or an alert; on the
	// reset-password page, which has none, the text of its form. Empty if the
	// person is told nothing.
	Message string `json:"message"`
}

//go:embed scripts/state.js
var stateScript string

// State looks at the page as it is, as soon as it is parsed.
func (p *RocketChat) State(ctx context.Context) (State, error) {
	return p.awaitState(ctx, "a parsed page", "Boolean(state)")
}

// WaitState waits until the page shows one of the kinds, and says which.
func (p *RocketChat) WaitState(ctx context.Context, kinds ...Kind) (State, error) {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = string(kind)
	}
	what := strings.Join(names, " or ") + " in Rocket.Chat"
	condition := fmt.Sprintf("state && [%s].includes(state.kind)", quoted(names))
	return p.awaitState(ctx, what, condition)
}

// WaitMessage waits until the person is told something, and returns it.
func (p *RocketChat) WaitMessage(ctx context.Context) (string, error) {
	state, err := p.awaitState(ctx, "a message from Rocket.Chat", "state && state.message")
	return state.Message, err
}

// awaitState waits for a JavaScript condition on the variable state.
func (p *RocketChat) awaitState(ctx context.Context, what, condition string) (State, error) {
	look, err := script(stateScript, p.markup)
	if err != nil {
		return State{}, err
	}
	var state State
	expression := fmt.Sprintf("((state) => %s ? state : null)(%s)", condition, look)
	if err := observe(ctx, p.page, what, expression, &state); err != nil {
		return State{}, fmt.Errorf("waiting for %s: %w", what, err)
	}
	return state, nil
}

// RegisterUsername chooses a user name on the page that demands one.
func (p *RocketChat) RegisterUsername(ctx context.Context, name string) error {
	if err := p.page.Fill(ctx, browser.Locator{CSS: p.markup.UsernameField}, name); err != nil {
		return fmt.Errorf("typing the new user name: %w", err)
	}
	if err := p.page.Click(ctx, p.markup.UsernameSubmit); err != nil {
		return fmt.Errorf("choosing the user name: %w", err)
	}
	return nil
}

// SuggestedUsername waits for the user name that the page suggests, and returns it.
func (p *RocketChat) SuggestedUsername(ctx context.Context) (string, error) {
	look, err := script("({ usernameField }) => all(usernameField)[0]?.value", p.markup)
	if err != nil {
		return "", err
	}
	var name string
	if err := observe(ctx, p.page, "a suggested user name", look, &name); err != nil {
		return "", fmt.Errorf("reading the suggested user name: %w", err)
	}
	return name, nil
}

// quoted makes the words of a JavaScript list. The words are constants of this package.
func quoted(words []string) string {
	list := slices.Clone(words)
	for i, word := range list {
		list[i] = fmt.Sprintf("%q", word)
	}
	return strings.Join(list, ", ")
}
