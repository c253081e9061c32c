package devtools

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
)

// Session addresses one target, or with an empty ID the browser itself.
type Session struct {
	Conn Conn
	ID   string
}

// Pending is a command that was sent and not yet answered.
type Pending[R any] struct {
	method string
	reply  <-chan Reply
}

// Send starts a command without waiting for its answer. ctx must live until
// the answer is there.
func Send[P, R any](ctx context.Context, s Session, c cdp.Command[P, R], params P) Pending[R] {
	raw, err := jsonv2.Marshal(params)
	if err != nil {
		failed := make(chan Reply, 1)
		failed <- Reply{Err: fmt.Errorf("encoding the parameters: %w", err)}
		return Pending[R]{c.Method, failed}
	}
	return Pending[R]{c.Method, s.Conn.Start(ctx, s.ID, c.Method, raw)}
}

// Wait returns the decoded answer. When ctx ends first, the error is its cause.
func (p Pending[R]) Wait(ctx context.Context) (R, error) {
	var result R
	select {
	case <-ctx.Done():
		return result, context.Cause(ctx)
	case reply := <-p.reply:
		if reply.Err != nil {
			if cause := context.Cause(ctx); cause != nil {
				return result, cause
			}
			return result, fmt.Errorf("%s: %w", p.method, reply.Err)
		}
		// First: Go does not say whether result is read before decode writes it.
		err := p.decode(reply.Result, &result)
		return result, err
	}
}

func (p Pending[R]) decode(raw []byte, result *R) error {
	if len(raw) == 0 {
		return nil
	}
	if err := Decode(raw, result); err != nil {
		return fmt.Errorf("decoding the answer to %s: %w", p.method, err)
	}
	return nil
}

// Call sends a command and waits for its answer.
func Call[P, R any](ctx context.Context, s Session, c cdp.Command[P, R], params P) (R, error) {
	return Send(ctx, s, c, params).Wait(ctx)
}

// Decode reads a JSON value of the protocol; page texts may hold broken UTF-8.
func Decode(raw []byte, into any) error {
	return jsonv2.Unmarshal(raw, into, jsonv2.AllowInvalidUTF8(true))
}
