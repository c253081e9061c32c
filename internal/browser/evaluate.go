package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/runtime"

	"gonogo/internal/browser/devtools"
)

//go:embed script.js
var library string

// leftBehind is how long an evaluation may go on after its document has been
// replaced: one in the back/forward cache is never answered.
const leftBehind = 2 * time.Second

// exception is what an evaluated script threw.
type exception struct{ text string }

func (e *exception) Error() string { return e.text }

// permanent says that the script cannot succeed on any page.
func (e *exception) permanent() bool { return strings.Contains(e.text, "SyntaxError") }

// Eval satisfies [Page].
func (p *page) Eval(ctx context.Context, expression string, into any) error {
	inner, cancel := p.bound(ctx)
	defer cancel()
	inner, giveUp := context.WithCancelCause(inner)
	defer giveUp(nil)
	stop := p.whenReplaced(inner, func() {
		time.AfterFunc(leftBehind, func() { giveUp(errors.New("the page was replaced meanwhile")) })
	})
	defer stop()
	if err := p.evaluate(inner, expression, into); err != nil {
		return p.explain(ctx, "the value of a script", err)
	}
	return nil
}

// evaluate runs a script in the current document and decodes what it returns.
func (p *page) evaluate(ctx context.Context, expression string, into any) error {
	answer, err := devtools.Call(ctx, p.cdp, runtime.Evaluate, runtime.EvaluateParams{
		Expression: expression, ReturnByValue: new(true), AwaitPromise: new(true), Silent: new(true),
	})
	if err != nil {
		return err
	}
	if answer.ExceptionDetails != nil {
		return &exception{exceptionText(answer.ExceptionDetails)}
	}
	if into == nil || answer.Result == nil || len(answer.Result.Value) == 0 {
		return nil
	}
	if err := json.Unmarshal(answer.Result.Value, into); err != nil {
		return fmt.Errorf("decoding what the page returned: %w", err)
	}
	return nil
}

// call runs a function of the library with JSON arguments.
func (p *page) call(ctx context.Context, function string, into any, args ...any) error {
	list := make([]string, len(args))
	for i, a := range args {
		encoded, err := json.Marshal(a)
		if err != nil {
			return fmt.Errorf("encoding an argument: %w", err)
		}
		list[i] = string(encoded)
	}
	return p.evaluate(ctx, withLibrary("return ("+function+")("+strings.Join(list, ", ")+")"), into)
}

// withLibrary is a script that runs body with the library in scope.
func withLibrary(body string) string {
	return "(() => {" + library + "\n" + body + "})()"
}

// whenReplaced calls then once the current document has been replaced by
// another one; stop ends the watch.
func (p *page) whenReplaced(ctx context.Context, then func()) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	start := p.generation()
	p.session.engine.work.Go(func() {
		if p.awaitHistory(ctx, func(n navigation) bool { return n.generation != start }) == nil {
			then()
		}
	})
	return cancel
}
