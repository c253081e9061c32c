package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// rearm is how soon a script is tried again on a page that is just being replaced.
const rearm = 10 * time.Millisecond

// answer is what the library's until returns.
type answer struct {
	Done json.RawMessage `json:"done"`
	Last string          `json:"last"`
}

// Wait satisfies [Page].
func (p *page) Wait(ctx context.Context, what, expression string) error {
	script := "((probe) => {" + library + "\nreturn until(async () => Boolean(await probe()))})(async () => (\n" + expression + "\n))"
	return p.until(ctx, what, script, nil)
}

// untilCalled waits until a function of the library, called with a locator,
// returns something, and decodes that.
func (p *page) untilCalled(ctx context.Context, what, function string, l Locator, into any) error {
	encoded, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("encoding a locator: %w", err)
	}
	script := withLibrary("return until((why) => (" + function + ")(" + string(encoded) + ", why))")
	return p.until(ctx, what, script, into)
}

// until evaluates a script that calls the library's until, again and again, in
// whatever document the page shows.
func (p *page) until(ctx context.Context, what, script string, into any) error {
	inner, cancel := p.bound(ctx)
	defer cancel()
	last := ""
	for {
		a, err := p.attempt(inner, script)
		switch {
		case inner.Err() != nil:
			return p.explain(ctx, what, context.Cause(inner), last)
		case isPermanent(err):
			return p.explain(ctx, what, err)
		case err != nil:
			last = err.Error()
			pause(inner, rearm)
		case len(a.Done) > 0:
			return decodeInto(a.Done, into)
		default:
			last = a.Last
		}
	}
}

// attempt evaluates the script once, and gives up when the document is replaced.
func (p *page) attempt(ctx context.Context, script string) (answer, error) {
	ctx, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	stop := p.whenReplaced(ctx, func() { giveUp(errors.New("the page was replaced")) })
	defer stop()
	var a answer
	err := p.evaluate(ctx, script, &a)
	return a, err
}

func isPermanent(err error) bool {
	thrown, ok := errors.AsType[*exception](err)
	return ok && thrown.permanent()
}

func decodeInto(raw json.RawMessage, into any) error {
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("decoding what the page returned: %w", err)
	}
	return nil
}

// pause waits for one tick or the end of ctx.
func pause(ctx context.Context, tick time.Duration) {
	timer := time.NewTimer(tick)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
