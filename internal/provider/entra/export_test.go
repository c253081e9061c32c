package entra

import (
	"context"
	"time"
)

// SetPause replaces how the tenant waits.
func (p *Provider) SetPause(f func(context.Context, time.Duration) error) { p.graph.pause = f }
