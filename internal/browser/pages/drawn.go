package pages

import (
	"context"
	"fmt"
)

// Drawn waits until what the page knows has been drawn: two frames pass.
func (p *RocketChat) Drawn(ctx context.Context) error {
	if err := p.page.Eval(ctx, drawn, nil); err != nil {
		return fmt.Errorf("waiting for the page to be drawn: %w", err)
	}
	return nil
}
