package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"

	"gonogo/fixtures"
	"gonogo/internal/config"
	"gonogo/internal/evidence"
	"gonogo/internal/guide"
	"gonogo/internal/report"
	"gonogo/internal/report/compare"
	"gonogo/internal/verdict"
)

// results are what the writers write.
type results struct {
	document   *report.Document
	comparison compare.Comparison
	// against is nil where the document was held against nothing.
	against *report.Document

	// What is known besides the results: the guides, their known breaks, and why
	// some of their statements are asserted by no test.
	guides  []*guide.Guide
	drift   verdict.List
	excuses guide.Excuses
}

// compared is the comparison for those who show one; nil without earlier results.
func (in results) compared() *compare.Comparison {
	if in.against == nil {
		return nil
	}
	return &in.comparison
}

// names are what people call the guides' providers, by guide.
func (in results) names() map[string]string {
	names := map[string]string{}
	for _, g := range in.guides {
		names[g.ID] = g.Publisher
	}
	return names
}

// run reads, compares, writes and tells. The error joins what could not be done;
// what could be done is done all the same.
func (p process) run(f flags) (status int, err error) {
	in, err := read(f)
	if len(in.document.Runs) == 0 && len(in.document.Cases) == 0 {
		return unable, err
	}
	p.redact(in)
	in.document.Made = p.now().UTC()
	if in.against == nil {
		in.comparison = compare.Alone(in.document)
	} else {
		in.comparison = compare.Compare(in.against, in.document)
	}
	told := in.comparison.WriteText(p.stdout)
	for _, gap := range in.document.Gaps {
		fmt.Fprintln(p.stdout, "not read:", report.Plain(gap))
	}
	err = errors.Join(err, told, p.write(f.Out, in))
	return in.comparison.ExitStatus(), err
}

// redact takes out what the suites should have taken out, before anything is compared
// or written: secrets that this process is told too, and what looks like one.
func (p process) redact(in results) {
	known := evidence.NewRedactor(config.Secrets(p.lookup)...)
	report.Redact(in.document, known)
	if in.against != nil {
		report.Redact(in.against, known)
	}
}

// read reads both sides and the plan.
func read(f flags) (results, error) {
	var in results
	failed := in.readKnown(f.Guide)
	var wrong error
	in.document, wrong = report.Read(f.Results...)
	if f.Expect != "" {
		failed = errors.Join(failed, expect(in.document, f.Expect))
	}
	if len(f.Against) == 0 {
		return in, errors.Join(wrong, failed)
	}
	old, missed := report.Read(f.Against...)
	if len(old.Cases) > 0 {
		in.against = old
	}
	if missed == nil && in.against == nil {
		missed = errors.New("the earlier results hold no case: there is nothing to compare with")
	}
	return in, errors.Join(wrong, failed, missed)
}

// readKnown reads what is known besides results. A guide of somebody's own stands
// alone, and the known breaks of printed statements are not its own.
func (in *results) readKnown(own string) error {
	var errs [3]error
	in.guides, errs[0] = guide.LoadAll(fixtures.Files)
	in.drift, errs[1] = verdict.LoadDrift(fixtures.Files)
	in.excuses, errs[2] = guide.LoadExcuses(fixtures.Files)
	if err := errors.Join(errs[:]...); err != nil || own == "" {
		return err
	}
	g, err := guide.LoadOwn(own, fixtures.Files)
	if err != nil {
		return err
	}
	in.guides = []*guide.Guide{g}
	in.drift = slices.DeleteFunc(in.drift, func(d verdict.Drift) bool { return d.Statement != "" })
	return nil
}

func expect(d *report.Document, name string) error {
	plan, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reading the plan: %w", err)
	}
	shards, err := report.ReadPlan(bytes.NewReader(plan))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	d.Expect(shards)
	return nil
}
