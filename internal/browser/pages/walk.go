package pages

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"

	"gonogo/internal/browser"
)

// walk leads one window through a provider's pages.
type walk struct {
	page   browser.Page
	origin string
	form   form
	app    Authenticator // nil: the person has none
}

// position is where the person is, as flow.js says.
type position struct {
	At      string   `json:"at"` // "left", "broken", "problem", "screen"
	Screen  int      `json:"screen"`
	Hosts   []string `json:"hosts"`
	Message string   `json:"message"`
}

// screen is something on the way that has to be dealt with, once.
type screen struct {
	Shows  string `json:"shows"`  // CSS of the element that shows it; "": never shown
	Unless string `json:"unless"` // CSS of an element that shows that it is another screen
	Host   string `json:"host"`   // how the name of a shadow host around it begins

	act func(ctx context.Context, at locate) error
}

// locate finds an element in the shadow root in which the screen was found:
// releases of authentik nest their components differently.
type locate func(css string) browser.Locator

//go:embed scripts/flow.js
var flowScript string

//go:embed scripts/seen.js
var seenScript string

// At implements [Provider].
func (w *walk) At(ctx context.Context) (bool, error) {
	expression, err := w.loginPage()
	if err != nil {
		return false, err
	}
	var at bool
	if err := w.page.Eval(ctx, expression, &at); err != nil {
		return false, fmt.Errorf("looking for the provider's login page: %w", err)
	}
	return at, nil
}

// Await implements [Provider].
func (w *walk) Await(ctx context.Context) error {
	expression, err := w.loginPage()
	if err != nil {
		return err
	}
	return w.page.Wait(ctx, "the provider's login page at "+w.origin, expression)
}

func (w *walk) loginPage() (string, error) {
	return script("({ origin, fields }) => location.origin === origin && shown(fields)",
		map[string]string{"origin": w.origin, "fields": w.form.Login + ", " + w.form.Password})
}

// SignIn implements [Provider].
func (w *walk) SignIn(ctx context.Context, login, password string) error {
	screens := slices.Concat(w.credentials(login, password), w.factor(), w.questions(w.form.Allow))
	_, err := w.through(ctx, screens)
	return err
}

// Carry implements [Provider].
func (w *walk) Carry(app Authenticator) { w.app = app }

// FailSignIn implements [Provider].
func (w *walk) FailSignIn(ctx context.Context, login, wrong string) (string, error) {
	_, err := w.through(ctx, w.credentials(login, wrong))
	var refused *RefusedError
	if errors.As(err, &refused) {
		return refused.Message, nil
	}
	if err != nil {
		return "", err
	}
	return "", errors.New("the provider accepted a password that should be wrong")
}

// DenyConsent implements [Provider].
func (w *walk) DenyConsent(ctx context.Context, login, password string) error {
	if w.form.Deny == "" {
		return ErrNoConsent
	}
	credentials := w.credentials(login, password)
	before := append(credentials, w.factor()...)
	acted, err := w.through(ctx, append(before, w.questions(w.form.Deny)...))
	if err != nil {
		return err
	}
	if !acted[len(before)] {
		return ErrNoConsent
	}
	return nil
}

// Cancel implements [Provider].
func (w *walk) Cancel(ctx context.Context) error {
	if w.form.Cancel == "" {
		return ErrNoCancel
	}
	n, err := w.page.Count(ctx, browser.Locator{CSS: w.form.Cancel})
	if err != nil {
		return fmt.Errorf("looking for the button for giving up: %w", err)
	}
	if n == 0 {
		return ErrNoCancel
	}
	_, err = w.through(ctx, []screen{{Shows: w.form.Cancel, act: w.click(w.form.Cancel)}})
	return err
}

// credentials are the screens of the login page. The password comes first: on
// pages that show both fields it fills both.
func (w *walk) credentials(login, password string) []screen {
	f := w.form
	return []screen{
		{Shows: f.Password, Host: f.Host, act: func(ctx context.Context, at locate) error {
			return w.send(ctx, at, f.Password, []field{{f.Login, login}, {f.Password, password}})
		}},
		{Shows: f.Login, Host: f.Host, Unless: f.Password, act: func(ctx context.Context, at locate) error {
			return w.send(ctx, at, f.Login, []field{{f.Login, login}})
		}},
	}
}

// factor is the screen that asks for a code, which is read when it is asked for.
func (w *walk) factor() []screen {
	f := w.form
	return []screen{{Shows: f.Code, Host: f.Host, act: func(ctx context.Context, at locate) error {
		if w.app == nil {
			return ErrNoCode
		}
		code, err := w.app()
		if err != nil {
			return err
		}
		return w.send(ctx, at, f.Code, []field{{f.Code, code}})
	}}}
}

// questions are the screens between the login page and the way back; the
// consent is the first of them, answered with the button answer.
func (w *walk) questions(answer string) []screen {
	screens := []screen{{Shows: w.form.Consent, Host: w.form.ConsentHost, act: w.click(answer)}}
	for _, a := range w.form.Asides {
		screens = append(screens, screen{Shows: a.Shows, act: w.click(a.Answer)})
	}
	return screens
}

func (w *walk) click(css string) func(context.Context, locate) error {
	return func(ctx context.Context, at locate) error { return w.page.Click(ctx, at(css)) }
}

type field struct{ css, value string }

// send fills the fields that are on the page and sends the form with the field named.
func (w *walk) send(ctx context.Context, at locate, of string, fields []field) error {
	for _, f := range fields {
		n, err := w.page.Count(ctx, at(f.css))
		if err != nil {
			return fmt.Errorf("looking for the field %s: %w", f.css, err)
		}
		if n == 0 {
			continue
		}
		if err := w.page.Fill(ctx, at(f.css), f.value); err != nil {
			return fmt.Errorf("filling the field %s: %w", f.css, err)
		}
	}
	return w.page.Click(ctx, at(w.form.Submit(of)))
}
