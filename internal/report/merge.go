package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Merge makes one document of many, the same in whatever order they come: shards
// of a run, or runs of different days. The same case twice in one run is an error,
// one sentence a run; both records are in the document all the same, which is never nil.
func Merge(documents ...*Document) (*Document, error) {
	merged := &Document{Format: Format}
	known := map[string]bool{}
	for _, d := range documents {
		for _, run := range d.Runs {
			if !known[run.ID] {
				known[run.ID], merged.Runs = true, append(merged.Runs, run)
			}
		}
		merged.Cases = append(merged.Cases, d.Cases...)
		merged.Absent, merged.Gaps = append(merged.Absent, d.Absent...), append(merged.Gaps, d.Gaps...)
	}
	merged.sort()
	merged.Absent = merged.without(merged.Absent)
	return merged, merged.checkTwice()
}

// checkTwice looks for cases that a run has more than once.
func (d *Document) checkTwice() error {
	times := map[string]int{}
	first := map[string]string{}
	var runs []string
	for i := 1; i < len(d.Cases); i++ {
		// The same cases stand beside each other.
		a, b := &d.Cases[i-1], &d.Cases[i]
		if a.Run != b.Run || a.Identity() != b.Identity() {
			continue
		}
		if times[b.Run]++; times[b.Run] == 1 {
			first[b.Run], runs = b.Test, append(runs, b.Run)
		}
	}
	var wrong []error
	for _, run := range runs {
		wrong = append(wrong, fmt.Errorf("run %s has %s twice, the first is %s: a result folder was given twice, or go test -count was more than 1", run, cases(times[run]), first[run]))
	}
	return errors.Join(wrong...)
}

func cases(n int) string {
	if n == 1 {
		return "1 case"
	}
	return fmt.Sprintf("%d cases", n)
}

// Expect names the shards of a plan that no run of the document is.
func (d *Document) Expect(shards []string) {
	d.Absent = append(d.Absent, d.without(shards)...)
	d.sort()
}

// without are the shards that no run is.
func (d *Document) without(shards []string) []string {
	return slices.DeleteFunc(slices.Clone(shards), func(name string) bool {
		return slices.ContainsFunc(d.Runs, func(r Run) bool { return r.Shard == name })
	})
}

// ReadPlan reads the names of shards, one a line.
func ReadPlan(r io.Reader) ([]string, error) {
	var names []string
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if name := strings.TrimSpace(lines.Text()); name != "" {
			names = append(names, name)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading the names of shards: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("the plan names no shard")
	}
	return names, nil
}
