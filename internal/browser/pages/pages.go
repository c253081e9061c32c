// Package pages knows the pages that a person meets during a login: those of
// Rocket.Chat, by release, and those of each identity provider. The same page
// objects work on the simulator and on real servers, so elements are found by
// names, roles and texts, never by generated classes or ids.
//
// Sections (§) are those of the behavioural specification of custom OAuth;
// "observed §J" and the like are what was seen on a real Rocket.Chat 7.1.0.
package pages

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"

	"gonogo/internal/browser"
)

// domScript defines the functions that the other scripts share.
//
//go:embed scripts/dom.js
var domScript string

// script is a JavaScript expression: the function in source, which may use the
// functions of dom.js, applied to config.
func script(source string, config any) (string, error) {
	argument, err := json.Marshal(config)
	if err != nil {
		return "", fmt.Errorf("encoding what a page script looks for: %w", err)
	}
	return fmt.Sprintf("(() => {\n%s\nreturn (%s)(%s);\n})()", domScript, source, argument), nil
}

// observe waits until the expression yields something truthy and decodes it
// into into. The page may move on between the moment the wait is over and the
// moment the value is read; then the wait begins anew.
func observe(ctx context.Context, page browser.Page, what, expression string, into any) error {
	for {
		if err := page.Wait(ctx, what, expression); err != nil {
			return err
		}
		var raw json.RawMessage
		if err := page.Eval(ctx, expression, &raw); err != nil {
			if ctx.Err() != nil || closed(page) {
				return fmt.Errorf("looking at the page for %s: %w", what, err)
			}
			continue // the document went away; Wait fails if the page did
		}
		if truthy(raw) {
			return json.Unmarshal(raw, into)
		}
	}
}

func truthy(raw json.RawMessage) bool {
	switch string(raw) {
	case "", "null", "false", "0", `""`:
		return false
	}
	return true
}

func closed(page browser.Page) bool {
	select {
	case <-page.Closed():
		return true
	default:
		return false
	}
}
