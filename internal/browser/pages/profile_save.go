package pages

import (
	"context"
	_ "embed"
	"fmt"

	"gonogo/internal/browser"
)

// SaveAnswer is what the person reads after a click on "Save changes".
type SaveAnswer struct {
	Saved   bool   `json:"saved"`   // the page says that it has saved, not that it could not
	Message string `json:"message"` // its words
}

//go:embed scripts/answer.js
var answerScript string

// Change types another value into a field, sends it with "Save changes", and
// waits for the page's answer.
func (p *RocketChat) Change(ctx context.Context, f ProfileField, value string) (SaveAnswer, error) {
	look, err := p.Field(ctx, f)
	if err != nil {
		return SaveAnswer{}, err
	}
	if !look.Offered {
		return SaveAnswer{}, fmt.Errorf("the account pages have no field for the %s", f)
	}
	if err := p.typeInto(ctx, f, value); err != nil {
		return SaveAnswer{}, err
	}
	if f == PasswordField {
		if err := p.typeInto(ctx, confirmation, value); err != nil {
			return SaveAnswer{}, err
		}
	}
	return p.save(ctx)
}

// typeInto waits for a field of the page that is open, and replaces what it holds.
func (p *RocketChat) typeInto(ctx context.Context, f ProfileField, value string) error {
	if _, err := p.lookAt(ctx, f, true, "Profile", "Security"); err != nil {
		return err
	}
	if err := p.page.Fill(ctx, browser.Locator{CSS: fmt.Sprintf("[data-gonogo-field=%s]", f)}, value); err != nil {
		return fmt.Errorf("typing the account's %s: %w", f, err)
	}
	return nil
}

// toasts are where the account pages answer; a success has a class of its own in
// toastr and in fuselage's toast bar.
const (
	toasts        = ".toast, .rcx-toastbar"
	toastsOfSaved = ".toast-success, .rcx-toastbar--success"
)

// save clicks "Save changes" and waits for a message that was not there before.
func (p *RocketChat) save(ctx context.Context) (SaveAnswer, error) {
	seen, err := script(seenScript, map[string]any{"problem": toasts})
	if err != nil {
		return SaveAnswer{}, err
	}
	if err := p.page.Eval(ctx, seen, nil); err != nil {
		return SaveAnswer{}, fmt.Errorf("looking at what the page says already: %w", err)
	}
	if err := p.page.Click(ctx, browser.Locator{CSS: "button", Text: "Save changes"}); err != nil {
		return SaveAnswer{}, fmt.Errorf("saving the account: %w", err)
	}
	look, err := script(answerScript, map[string]any{"toasts": toasts, "saved": toastsOfSaved})
	if err != nil {
		return SaveAnswer{}, err
	}
	var answer SaveAnswer
	if err := observe(ctx, p.page, "an answer to \"Save changes\"", look, &answer); err != nil {
		return SaveAnswer{}, fmt.Errorf("saving the account: %w", err)
	}
	return answer, nil
}
