// Package page writes report.html: what one or many runs have shown, for people,
// in one file that needs no network. Everything that a server, a guide or a person
// may have written is data and is escaped where it is shown.
package page

import (
	"errors"
	"fmt"
	"io"

	"gonogo/internal/guide"
	"gonogo/internal/report"
	"gonogo/internal/report/compare"
	"gonogo/internal/verdict"
)

// Inputs are what the page shows besides the results. All of it may be empty.
type Inputs struct {
	// Guides are annotated in this order; guides that only the results name are
	// polled all the same.
	Guides []*guide.Guide
	// Drift is the list of known breaks: it adds what is observed instead, and the source.
	Drift verdict.List
	// Excuses are the reasons for statements that no test asserts.
	Excuses guide.Excuses
	// Evidence is the way from the page's folder to the folder that artifacts are
	// relative to, with slashes; empty: they are the same. It is never absolute.
	Evidence string
	// Comparison is what has changed since earlier results; nil: nothing was compared.
	Comparison *compare.Comparison
}

// Write makes the page of a document. The page is the same for the same inputs.
func Write(w io.Writer, d *report.Document, in Inputs) error {
	if d == nil {
		return errors.New("there are no results to show")
	}
	shown, err := newView(d, in)
	if err != nil {
		return err
	}
	t, err := parsed()
	if err != nil {
		return err
	}
	if err := t.ExecuteTemplate(w, "page.tmpl", shown); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}
