package page

import "gonogo/internal/report"

// current tells of each record of a document whether it counts: of one case, those
// of the commit that was run last. A later run of the same commit does not hide what
// an earlier one has shown.
func current(d *report.Document) []bool {
	commits := map[string]string{}
	for _, run := range d.Runs {
		commits[run.ID] = run.Commit
	}
	newest := map[[6]string]report.Record{}
	for _, c := range d.Cases {
		if last, ok := newest[identity(c)]; !ok || c.Started.After(last.Started) {
			newest[identity(c)] = c
		}
	}
	counts := make([]bool, len(d.Cases))
	for i, c := range d.Cases {
		last := newest[identity(c)]
		counts[i] = c.Run == last.Run || commits[c.Run] != "" && commits[c.Run] == commits[last.Run]
	}
	return counts
}

// identity is what makes records the same case.
func identity(c report.Record) [6]string {
	return [6]string{c.Package, c.Test, c.Guide, c.Release, c.Stack, c.Engine}
}

// counting are the records of a document that count.
func counting(d *report.Document) []report.Record {
	var records []report.Record
	for i, counts := range current(d) {
		if counts {
			records = append(records, d.Cases[i])
		}
	}
	return records
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
