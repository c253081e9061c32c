package entra

import (
	"context"
	"fmt"
	"time"
)

// The directory is replicated: right after something was made, another of its
// servers may answer that it is not there ("Why do I sometimes get a 404 when
// trying to update an Azure directory object after I just created it?", Azure
// AD support's blog, 2021-08; Microsoft Q&A 5883620 for service principals).
// Microsoft's advice is to ask again every few seconds up to a reasonable time.
// It names no time; a minute is the bound here, after which the failure stands.
const (
	settleInterval = 2 * time.Second
	settleAttempts = 30
)

// settle repeats a call that concerns something which was made a moment ago, as
// long as it fails for the one reason that notYet knows.
func (g *graph) settle(ctx context.Context, notYet func(error) bool, call func() error) error {
	for attempt := 1; ; attempt++ {
		err := call()
		switch {
		case err == nil || !notYet(err):
			return err
		case attempt == settleAttempts:
			return fmt.Errorf("the tenant does not show it after %s: %w", settleAttempts*settleInterval, err)
		}
		if err := g.pause(ctx, settleInterval); err != nil {
			return fmt.Errorf("waiting until the tenant shows it: %w", err)
		}
	}
}
