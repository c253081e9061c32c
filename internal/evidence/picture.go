package evidence

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"gonogo/internal/browser"
)

// readable is a script for what a picture of the page would let people read:
// the text, and what stands in fields that do not hide it. clear says that a
// field meant for a password shows it.
const readable = `(() => {
	const inputs = [...document.querySelectorAll("input, textarea")].filter(({ type, value }) => type !== "password" && value);
	const named = ({ name, id, autocomplete }) => /pass|secret/i.test([name, id, autocomplete].join(" "));
	return {
		text: [document.body?.innerText ?? "", ...inputs.map(({ value }) => value)].join("\n"),
		clear: inputs.some((input) => input.type !== "hidden" && named(input)),
	};
})()`

// picture writes a screenshot, unless it would show a secret: then a note says
// that there is none.
func (c *Collector) picture(ctx context.Context, p browser.Page) error {
	ctx, cancel := context.WithTimeout(ctx, pageTime)
	defer cancel()
	var shown struct {
		Text  string
		Clear bool
	}
	if err := p.Eval(ctx, readable, &shown); err != nil {
		return fmt.Errorf("looking whether %s shows secrets: %w", p.ID(), c.censored(err))
	}
	if shown.Clear || c.redactor.Knows(shown.Text) {
		return c.write(p.ID()+".png.txt", "No picture was taken: the page shows a secret in the clear.\n")
	}
	png, err := p.Screenshot(ctx)
	if err != nil {
		return fmt.Errorf("taking a picture of %s: %w", p.ID(), c.censored(err))
	}
	if err := os.WriteFile(filepath.Join(c.dir, p.ID()+".png"), png, 0o644); err != nil {
		return fmt.Errorf("keeping evidence: %w", err)
	}
	return nil
}
