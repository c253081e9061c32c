package protocol

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/net/html"

	"gonogo/internal/browser/pages"
)

// screens bounds the way through a provider's pages, which have four at most.
const screens = 20

var _ pages.Provider = (*Provider)(nil)

// Provider is the window that shows, or is about to show, the provider's pages.
type Provider struct{ agent *Agent }

// Provider is the provider in the window of the running login attempt.
func (a *Agent) Provider() *Provider { return &Provider{a} }

// At implements [pages.Provider].
func (p *Provider) At(context.Context) (bool, error) {
	w := p.agent.window()
	if !p.here(w) {
		return false, nil
	}
	if w.stage != nil {
		return w.stage.Component == identification || w.stage.Component == password, nil
	}
	return len(names(w.root, p.agent.form.login, p.agent.form.password)) > 0, nil
}

// here tells whether the window shows one of the provider's pages.
func (p *Provider) here(w *window) bool {
	return !w.closed && w.url != nil && sameOrigin(w.url, p.agent.provider)
}

// Await implements [pages.Provider]. Nothing changes while one waits here.
func (p *Provider) Await(ctx context.Context) error {
	at, err := p.At(ctx)
	if err == nil && !at {
		err = p.lost("the provider's login page at " + origin(p.agent.provider))
	}
	return err
}

// lost says what is not there. A page that only scripts fill has no control at all.
func (p *Provider) lost(what string) error {
	w := p.agent.window()
	if w.stage != nil && w.stage.answer(answers{}) == nil {
		return fmt.Errorf("the flow asks for %s, which is not known here: %w", w.stage.Component, ErrNeedsBrowser)
	}
	if p.here(w) && first(w.root, tag("script")) != nil && first(w.root, either(tag("input"), tag("button"))) == nil {
		return fmt.Errorf("waiting for %s on %s: %w", what, w.describe(), ErrNeedsBrowser)
	}
	return fmt.Errorf("waiting for %s on %s: it is not there", what, w.describe())
}

// SignIn implements [pages.Provider].
func (p *Provider) SignIn(ctx context.Context, login, password string) error {
	_, err := p.through(ctx, answers{login: login, password: password, questions: true})
	return err
}

// Carry implements [pages.Provider]. The agent keeps the app.
func (p *Provider) Carry(app pages.Authenticator) { p.agent.Carry(app) }

// FailSignIn implements [pages.Provider].
func (p *Provider) FailSignIn(ctx context.Context, login, wrong string) (string, error) {
	_, err := p.through(ctx, answers{login: login, password: wrong})
	if refused, ok := errors.AsType[*pages.RefusedError](err); ok {
		return refused.Message, nil
	}
	if err != nil {
		return "", err
	}
	return "", errors.New("the provider accepted a password that should be wrong")
}

// DenyConsent implements [pages.Provider].
func (p *Provider) DenyConsent(ctx context.Context, login, password string) error {
	if p.agent.form.deny == nil {
		return pages.ErrNoConsent
	}
	acted, err := p.through(ctx, answers{login: login, password: password, questions: true, deny: true})
	if err == nil && !slices.Contains(acted, consenting) {
		return pages.ErrNoConsent
	}
	return err
}

// Cancel implements [pages.Provider].
func (p *Provider) Cancel(ctx context.Context) error {
	w := p.agent.window()
	if p.agent.form.cancel == nil {
		return pages.ErrNoCancel
	}
	button := first(w.root, p.agent.form.cancel)
	if button == nil {
		return pages.ErrNoCancel
	}
	return p.agent.submit(ctx, w, button, nil)
}

// answers are what a person gives on the way through.
type answers struct {
	login, password string
	questions       bool // answer what comes after the credentials, too
	deny            bool // the consent
}

// through deals with screens as they appear, each kind at most once, until the
// provider is left: another origin, or the window closed. It tells which were
// dealt with.
func (p *Provider) through(ctx context.Context, give answers) (acted []string, err error) {
	for range screens {
		w := p.agent.window()
		if !p.here(w) {
			return acted, nil
		}
		if text := p.problem(w); len(acted) > 0 && text != "" {
			return acted, &pages.RefusedError{Message: text}
		}
		step, act := p.next(w, give, acted)
		if act == nil {
			return acted, p.lost("the next page of the provider or the way back")
		}
		acted = append(acted, step)
		if err := act(ctx); err != nil {
			return acted, fmt.Errorf("on a page of the provider: %w", err)
		}
	}
	return acted, fmt.Errorf("the provider's pages have no end: %d of them, the last at %s", screens, plain(p.agent.window().url))
}

// problem is what the page says about a refusal.
func (p *Provider) problem(w *window) string {
	if w.stage != nil {
		return w.stage.problem()
	}
	if p.agent.form.problem == nil {
		return ""
	}
	for n := range elements(w.root) {
		if p.agent.form.problem(n) && textOf(n) != "" {
			return textOf(n)
		}
	}
	return ""
}

// The kinds of screens.
const (
	credentials = "credentials"
	naming      = "naming"
	consenting  = "consenting"
	coding      = "coding"
)

// next is what there is to do on the present screen.
func (p *Provider) next(w *window, give answers, acted []string) (string, func(context.Context) error) {
	if w.stage != nil {
		return p.agent.nextStage(w, give, acted)
	}
	f := p.agent.form
	typed := map[string]string{f.login: give.login, f.password: give.password}
	if control := first(w.root, field(f.password)); control != nil && !slices.Contains(acted, credentials) {
		return credentials, p.sends(w, submitButton(control, f.submit), typed)
	}
	if control := first(w.root, field(f.login)); control != nil && first(w.root, field(f.password)) == nil && !slices.Contains(acted, naming) {
		return naming, p.sends(w, submitButton(control, f.submit), typed)
	}
	if !give.questions {
		return "", nil
	}
	if control := first(w.root, field(f.code)); f.code != "" && control != nil && !slices.Contains(acted, coding) {
		return coding, p.codes(w, control)
	}
	return p.question(w, give, acted, typed)
}

// codes types the app's code and sends its form.
func (p *Provider) codes(w *window, control *html.Node) func(context.Context) error {
	return func(ctx context.Context) error {
		code, err := p.agent.code()
		if err != nil {
			return err
		}
		return p.agent.submit(ctx, w, submitButton(control, nil), map[string]string{p.agent.form.code: code})
	}
}

// question answers what is asked after the credentials.
func (p *Provider) question(w *window, give answers, acted []string, typed map[string]string) (string, func(context.Context) error) {
	f := p.agent.form
	if f.allow != nil && first(w.root, f.allow) != nil && !slices.Contains(acted, consenting) {
		answer := f.allow
		if give.deny {
			answer = f.deny
		}
		return consenting, p.sends(w, first(w.root, answer), typed)
	}
	for i, aside := range f.asides {
		step := fmt.Sprintf("aside %d", i)
		if button := first(w.root, aside); button != nil && !slices.Contains(acted, step) {
			return step, p.sends(w, button, typed)
		}
	}
	return "", nil
}

// sends sends a form by a button; nil without one.
func (p *Provider) sends(w *window, button *html.Node, typed map[string]string) func(context.Context) error {
	if button == nil {
		return nil
	}
	return func(ctx context.Context) error { return p.agent.submit(ctx, w, button, typed) }
}
