package browser

import (
	"context"
	"fmt"
	"strings"
)

// String names the element in error texts.
func (l Locator) String() string {
	text := strings.Join(append(append([]string(nil), l.Shadow...), l.CSS), " >> ")
	if l.Text == "" {
		return text
	}
	return strings.TrimSpace(fmt.Sprintf("%s %q", text, l.Text))
}

// MarshalJSON is the form that script.js reads.
func (l Locator) MarshalJSON() ([]byte, error) { return marshalLocator(l) }

// WaitVisible satisfies [Page].
func (p *page) WaitVisible(ctx context.Context, l Locator) error {
	return p.untilCalled(ctx, l.String()+" to be visible", "(l, why) => Boolean(chooseVisible(l, why))", l, nil)
}

// Count satisfies [Page].
func (p *page) Count(ctx context.Context, l Locator) (int, error) {
	inner, cancel := p.bound(ctx)
	defer cancel()
	var n int
	if err := p.call(inner, "(l) => find(l).length", &n, l); err != nil {
		return 0, p.explain(ctx, "the number of "+l.String(), err)
	}
	return n, nil
}

// Text satisfies [Page].
func (p *page) Text(ctx context.Context, l Locator) (string, error) {
	return p.readFrom(ctx, "the text of ", l, "textOf(e)")
}

// Attribute satisfies [Page].
func (p *page) Attribute(ctx context.Context, l Locator, name string) (string, error) {
	return p.readFrom(ctx, "the attribute "+name+" of ", l, fmt.Sprintf("e.getAttribute(%q) || ''", name))
}

// Style satisfies [Page].
func (p *page) Style(ctx context.Context, l Locator, property string) (string, error) {
	return p.readFrom(ctx, "the style "+property+" of ", l,
		fmt.Sprintf("getComputedStyle(e).getPropertyValue(%q)", property))
}

// readFrom waits for the first match and reads a string from it, called e in value.
func (p *page) readFrom(ctx context.Context, what string, l Locator, value string) (string, error) {
	// The list keeps an empty string apart from an element that is not there.
	var read []string
	err := p.untilCalled(ctx, what+l.String(),
		"(l, why) => { const e = find(l)[0]; return e ? ["+value+"] : why('there is no such element') }", l, &read)
	if err != nil || len(read) == 0 {
		return "", err
	}
	return read[0], nil
}

// HTML satisfies [Page].
func (p *page) HTML(ctx context.Context) (string, error) {
	var source string
	err := p.Eval(ctx, "document.documentElement.outerHTML", &source)
	return source, err
}
