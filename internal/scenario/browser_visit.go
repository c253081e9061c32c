package scenario

import (
	"context"
	"fmt"
)

// Console satisfies [userAgent].
func (a *browserAgent) Console() []string {
	var lines []string
	for _, m := range a.session.Trace().Messages() {
		if m.At.After(a.clicked) {
			lines = append(lines, m.Text)
		}
	}
	return lines
}

// Visit satisfies [userAgent]. The script of a callback's page may close its
// popup before the document counts as loaded, which is no failure.
func (a *browserAgent) Visit(ctx context.Context, address string) error {
	window := a.page
	if a.popup != nil {
		window = a.popup
	}
	err := window.Goto(ctx, address)
	if err != nil && a.popup != nil && closed(a.popup) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("opening an address that is not the provider's: %w", err)
	}
	return nil
}

// closesLeftover closes the popup of an earlier attempt that has got stuck: it has
// the name that the next one would have, and would be used again without a new
// window coming up.
func (a *browserAgent) closesLeftover(ctx context.Context) error {
	if a.popup == nil || closed(a.popup) {
		return nil
	}
	if err := a.popup.Close(ctx); err != nil {
		return fmt.Errorf("closing the popup of the attempt before: %w", err)
	}
	return nil
}
