// Package ctrf writes ctrf.json, results in the Common Test Report Format
// (https://ctrf.io). Its published schema is fixtures/schemas/ctrf.schema.json.
package ctrf

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"gonogo/internal/report"
	"gonogo/internal/report/outline"
)

// specVersion is the version of the format that the schema describes.
const specVersion = "0.0.0"

// Write makes ctrf.json of a document. What is unexpected, or ended without a valid
// verdict, has failed; known drift has passed and says so; what is not supported is
// skipped.
func Write(w io.Writer, d *report.Document) error {
	if d == nil {
		return errors.New("there are no results to write")
	}
	if err := json.NewEncoder(w).Encode(documentOf(d)); err != nil {
		return fmt.Errorf("writing the CTRF report: %w", err)
	}
	return nil
}

func documentOf(d *report.Document) document {
	cases, faults := outline.Cases(d), outline.Faults(d)
	limit := textLimit(outline.Count(cases).Bad() + len(faults))
	tests := make([]test, 0, len(cases)+len(faults))
	for _, c := range cases {
		tests = append(tests, testOf(c, limit))
	}
	for _, f := range faults {
		tests = append(tests, faultOf(f, limit))
	}
	made := document{
		ReportFormat: "CTRF", SpecVersion: specVersion, GeneratedBy: "gonogo",
		Results: results{
			Tool:        tool{Name: "gonogo"},
			Summary:     summaryOf(d, tests, len(outline.Groups(cases))),
			Tests:       tests,
			Environment: environmentOf(cases, len(faults)),
		},
	}
	if !d.Made.IsZero() {
		made.Timestamp = d.Made.UTC().Format(time.RFC3339)
	}
	return made
}

func summaryOf(d *report.Document, tests []test, suites int) summary {
	s := summary{Tests: len(tests), Suites: suites}
	for _, t := range tests {
		switch t.Status {
		case passed:
			s.Passed++
		case failed:
			s.Failed++
		case skipped:
			s.Skipped++
		}
	}
	var first, last time.Time
	for _, run := range d.Current() {
		if first.IsZero() || !run.Started.IsZero() && run.Started.Before(first) {
			first = run.Started
		}
		if run.Ended.After(last) {
			last = run.Ended
		}
	}
	s.Start, s.Stop = milliseconds(first), milliseconds(last)
	s.Duration = max(s.Stop-s.Start, 0)
	return s
}

// milliseconds are those since the epoch; 0 where the time is not known.
func milliseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// environmentOf says with what the results were made. What differs between cases is
// with each case.
func environmentOf(cases []outline.Case, faults int) environment {
	releases := each(cases, func(c outline.Case) string { return c.Release })
	slices.SortFunc(releases, report.CompareReleases)
	e := environment{
		AppName:         "Rocket.Chat",
		TestEnvironment: joined(each(cases, func(c outline.Case) string { return c.StackWords() })),
		Commit:          joined(each(cases, outline.Case.Commit)),
		Healthy:         len(cases) > 0 && faults == 0 && outline.Count(cases).Bad() == 0,
		Extra:           map[string]any{"releases": releases, "guides": each(cases, func(c outline.Case) string { return c.Guide })},
	}
	if len(releases) == 1 {
		e.AppVersion = releases[0]
	}
	return e
}
