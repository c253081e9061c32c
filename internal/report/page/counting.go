package page

import (
	"gonogo/internal/report"
	"gonogo/internal/report/outline"
)

// counting are the newest records of each case, with texts that are fit to be shown.
func counting(d *report.Document) []report.Record {
	records := d.Latest()
	for i := range records {
		clean(&records[i])
	}
	return records
}

// clean takes out of a record's texts what steers a terminal or turns a line.
func clean(c *report.Record) {
	for _, text := range []*string{
		&c.Title, &c.Guide, &c.Release, &c.Scenario, &c.Stack, &c.Engine, &c.Reason, &c.Mend, &c.Statement,
	} {
		*text = outline.Clean(*text)
	}
	c.Findings, c.Unobserved = cleaned(c.Findings), cleaned(c.Unobserved)
	if t := c.Trouble; t != nil {
		c.Trouble = &report.Trouble{
			Symptom: outline.Clean(t.Symptom), Cause: outline.Clean(t.Cause), Diagnosis: outline.Clean(t.Diagnosis), Cure: outline.Clean(t.Cure),
		}
	}
}

func cleaned(texts []string) []string {
	fit := make([]string, len(texts))
	for i, text := range texts {
		fit[i] = outline.Clean(text)
	}
	return fit
}

// marked is what makes a record of a run unlike every other.
type marked struct {
	run string
	of  report.Identity
}

// newest tells which records of a document count.
func newest(d *report.Document) map[marked]bool {
	counts := map[marked]bool{}
	for _, c := range d.Latest() {
		counts[marked{c.Run, c.Identity()}] = true
	}
	return counts
}

func only(records []report.Record, keep func(report.Record) bool) []report.Record {
	var kept []report.Record
	for _, c := range records {
		if keep(c) {
			kept = append(kept, c)
		}
	}
	return kept
}

// promised keeps what is about a guide.
func promised(c report.Record) bool { return c.Guide != report.Observed }
