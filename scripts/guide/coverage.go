package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"gonogo/fixtures"
	"gonogo/internal/guide"
)

type coverage struct {
	Check   bool   `help:"Fail if a statement that has to be asserted has neither test nor reason (fixtures/unasserted.yaml)."`
	Results string `help:"Read the events of go test -json from this file instead of asking the suites."`
}

// Run lists the statements of all guides with their tests, then the totals.
func (c *coverage) Run(ctx context.Context, out io.Writer) error {
	guides, err := guide.LoadAll(fixtures.Files)
	if err != nil {
		return err
	}
	claims, err := c.claims(ctx, guides)
	if err != nil {
		return err
	}
	reasons, err := guide.LoadExcuses(fixtures.Files)
	if err != nil {
		return err
	}
	for _, g := range guides {
		if err := list(out, g, claims, reasons); err != nil {
			return err
		}
	}
	if err := totals(out, guides, claims, reasons); err != nil {
		return err
	}
	if !c.Check {
		return nil
	}
	return check(reasons, guides, claims)
}

// claims reads what the tests assert, from the file or from the suites.
func (c *coverage) claims(ctx context.Context, guides []*guide.Guide) (claims, error) {
	known := map[string]bool{}
	for _, g := range guides {
		for _, s := range g.Statements {
			known[s.ID] = true
		}
	}
	if c.Results == "" {
		return plan(ctx, known)
	}
	file, err := os.Open(c.Results)
	if err != nil {
		return nil, fmt.Errorf("reading the results: %w", err)
	}
	defer func() { _ = file.Close() }()
	return readClaims(file, known)
}
