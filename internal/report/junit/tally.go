package junit

import (
	"strconv"

	"gonogo/internal/report/outline"
)

// tally is what a suite, or the whole report, says of itself.
type tally struct {
	tests, failures, errors, skipped int
	seconds                          float64
}

func tallyOf(cases []outline.Case) tally {
	counts := outline.Count(cases)
	t := tally{
		tests:    len(cases),
		failures: counts[outline.Unexpected],
		errors:   counts[outline.Undecided] + counts[outline.Unfinished],
		skipped:  counts[outline.Unsupported],
	}
	for _, c := range cases {
		t.seconds += c.Seconds
	}
	return t
}

func (t *tally) add(more tally) {
	t.tests += more.tests
	t.errors += more.errors
}

// attributes are those of the whole report.
func (t tally) attributes() []attribute {
	return []attribute{
		{"tests", strconv.Itoa(t.tests)},
		{"failures", strconv.Itoa(t.failures)},
		{"errors", strconv.Itoa(t.errors)},
		{"time", seconds(t.seconds)},
	}
}

// suiteAttributes are those of a suite. Jenkins' schema knows skipped there only.
func (t tally) suiteAttributes() []attribute {
	return append(t.attributes(), attribute{"skipped", strconv.Itoa(t.skipped)})
}

// seconds have three decimals: Jenkins' schema takes no more.
func seconds(s float64) string { return strconv.FormatFloat(max(s, 0), 'f', 3, 64) }
