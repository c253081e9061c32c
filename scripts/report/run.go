package main

import (
	"errors"
	"fmt"
	"os"

	"gonogo/internal/report"
	"gonogo/internal/report/compare"
)

// results are what the writers write.
type results struct {
	document   *report.Document
	comparison compare.Comparison
	// against is nil where the document was held against nothing.
	against *report.Document
}

// run reads, compares, writes and tells. The error joins what could not be done;
// what could be done is done all the same.
func (p process) run(f flags) (status int, err error) {
	in, err := read(f)
	if len(in.document.Runs) == 0 && len(in.document.Cases) == 0 {
		return unable, err
	}
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

// read reads both sides and the plan.
func read(f flags) (results, error) {
	var in results
	var wrong, failed error
	in.document, wrong = report.Read(f.Results...)
	if f.Expect != "" {
		failed = expect(in.document, f.Expect)
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

func expect(d *report.Document, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("reading the plan: %w", err)
	}
	defer file.Close()
	shards, err := report.ReadPlan(file)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	d.Expect(shards)
	return nil
}
