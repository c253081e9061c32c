package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"gonogo/internal/report"
	"gonogo/internal/report/badge"
	"gonogo/internal/report/ctrf"
	"gonogo/internal/report/junit"
	"gonogo/internal/report/page"
	"gonogo/internal/report/summary"
)

// output is a file that is made of results.
type output struct {
	file  string // below the folder
	write func(io.Writer, results) error
	// only says when the file is made; nil: always. Otherwise one that is there is
	// of earlier results and is taken away.
	only func(results) bool
}

// outputs are the files that are written: one line each, and one for each guide.
func outputs(in results) []output {
	all := []output{
		{report.ResultsFile, document(report.WriteJSON), nil},
		{"report.html", writePage, nil},
		{"summary.md", writeSummary, nil},
		{"junit.xml", document(junit.Write), nil},
		{"ctrf.json", document(ctrf.Write), nil},
		{"issue.md", func(w io.Writer, in results) error { return in.comparison.WriteIssue(w) }, worse},
	}
	for _, b := range badge.All(in.document, in.names()) {
		all = append(all, output{"badges/" + b.File(), func(w io.Writer, _ results) error { return b.Write(w) }, nil})
	}
	return all
}

func writePage(w io.Writer, in results) error {
	return page.Write(w, in.document, page.Inputs{
		Guides: in.guides, Drift: in.drift, Excuses: in.excuses, Comparison: in.compared(),
	})
}

func writeSummary(w io.Writer, in results) error {
	return summary.Write(w, in.document, summary.Inputs{Comparison: in.compared()})
}

// document makes a writer of one that takes nothing but the document.
func document(write func(io.Writer, *report.Document) error) func(io.Writer, results) error {
	return func(w io.Writer, in results) error { return write(w, in.document) }
}

// worse tells whether something serious is new since earlier results.
func worse(in results) bool { return in.against != nil && in.comparison.ExitStatus() != 0 }

// write makes the files. One that fails does not keep the others from being made.
func (p process) write(folder string, in results) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("making the folder for reports: %w", err)
	}
	if err := in.document.Relocate(folder); err != nil {
		return err
	}
	var written []string
	var wrong []error
	for _, o := range outputs(in) {
		made, err := o.make(folder, in)
		if made {
			written = append(written, o.file)
		}
		wrong = append(wrong, err)
	}
	fmt.Fprintf(p.stdout, "written to %s: %s\n", folder, strings.Join(written, ", "))
	return errors.Join(wrong...)
}

// make writes the file, or takes away an earlier one.
func (o output) make(folder string, in results) (made bool, err error) {
	path := filepath.Join(folder, filepath.FromSlash(o.file))
	if o.only != nil && !o.only(in) {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return false, fmt.Errorf("taking away an earlier %s: %w", o.file, err)
		}
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return false, fmt.Errorf("making the folder for %s: %w", o.file, err)
	}
	file, err := os.Create(path)
	if err != nil {
		return false, fmt.Errorf("making %s: %w", o.file, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	buffered := bufio.NewWriter(file)
	if err := o.write(buffered, in); err != nil {
		return false, fmt.Errorf("writing %s: %w", o.file, err)
	}
	return true, buffered.Flush()
}
