package junit_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
	"gonogo/internal/report/junit"
	"gonogo/internal/report/specimen"
	"gonogo/internal/verdict"
)

// file is what a reader makes of junit.xml. It is independent of the writer.
type file struct {
	XMLName  xml.Name `xml:"testsuites"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Errors   int      `xml:"errors,attr"`
	Suites   []suite  `xml:"testsuite"`
}

type suite struct {
	Name       string     `xml:"name,attr"`
	Tests      int        `xml:"tests,attr"`
	Skipped    int        `xml:"skipped,attr"`
	Timestamp  string     `xml:"timestamp,attr"`
	Properties []property `xml:"properties>property"`
	Cases      []testcase `xml:"testcase"`
}

type property struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type testcase struct {
	Name    string   `xml:"name,attr"`
	Class   string   `xml:"classname,attr"`
	Failure *outcome `xml:"failure"`
	Error   *outcome `xml:"error"`
	Skipped *outcome `xml:"skipped"`
	Output  string   `xml:"system-out"`
}

type outcome struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

func written(t *testing.T, d *report.Document) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, junit.Write(&out, d))
	assertValid(t, out.Bytes())
	return out.String()
}

func read(t *testing.T, text string) file {
	t.Helper()
	var f file
	decoder := xml.NewDecoder(strings.NewReader(text))
	require.NoError(t, decoder.Decode(&f))
	_, err := decoder.Token()
	require.ErrorIs(t, err, io.EOF, "nothing may follow the root")
	return f
}

// judged is one case of each kind.
func judged() *report.Document {
	d := specimen.Document(6, 0, specimen.Plain())
	for i, change := range []func(*report.Record){
		func(*report.Record) {},
		func(r *report.Record) {
			r.Verdict, r.Reason, r.Mend, r.Statement = verdict.Broken, "no button", "switch it on", "guide00.signup"
		},
		func(r *report.Record) { r.Verdict, r.Reason = verdict.Unsupported, "this release has none" },
		func(r *report.Record) {
			r.Outcome, r.Verdict, r.Expected, r.Reason = report.Failed, verdict.Broken, false, "a blank page"
			r.Story.Steps[1].Failure = "a blank page"
		},
		func(r *report.Record) { r.Outcome, r.Verdict, r.Expected = report.Unfinished, "", false },
		func(r *report.Record) {
			r.Outcome, r.Verdict, r.Expected, r.Output = report.Failed, "", false, "panic: nil map\n"
		},
	} {
		r := &d.Cases[i]
		r.Verdict, r.Expected, r.Outcome, r.Reason, r.Findings, r.Unobserved = verdict.Kept, true, report.Passed, "", nil, nil
		r.Statement, r.Mend = "", ""
		change(r)
	}
	return d
}

func TestEachKindOfCaseIsWhatReadersTakeItFor(t *testing.T) {
	t.Parallel()
	f := read(t, written(t, judged()))
	require.Len(t, f.Suites, 1)
	require.Len(t, f.Suites[0].Cases, 6)
	assert.Equal(t, []int{6, 1, 2, 1}, []int{f.Tests, f.Failures, f.Errors, f.Suites[0].Skipped})
	cases := f.Suites[0].Cases
	assert.Empty(t, cmp.Diff(testcase{Name: "a person logs in by redirect (0) [chromedp]", Class: "simulator on the embedded stack.guide00.3_0_0"}, cases[0]))
	assert.Equal(t, "broken, as known: no button", cases[1].Output)
	assert.Nil(t, cases[1].Failure)
	assert.Equal(t, &outcome{Message: "this release has none"}, cases[2].Skipped)
	require.NotNil(t, cases[3].Failure)
	assert.Equal(t, "a blank page", cases[3].Failure.Message)
	assert.Equal(t, "broken, unexpected", cases[3].Failure.Type)
	assert.Equal(t, `a person logs in by redirect (3)
guide00 on Rocket.Chat 3.0.0, simulator on the embedded stack, chromedp, commit 0123456789ab
verdict: broken (unexpected)
reason: a blank page
  ✓ ada clicks the button of the service (12 ms)
  ✗ the home page opens (34 ms): a blank page
evidence: _artifacts/scenario-03
repeat: GONOGO_GUIDES=guide00 go run ./scripts/poll --run '^scenario-03$'
`, cases[3].Failure.Text)
	require.NotNil(t, cases[4].Error)
	assert.Contains(t, cases[4].Error.Message, "did not end")
	require.NotNil(t, cases[5].Error)
	assert.Contains(t, cases[5].Error.Message, "without a verdict")
	assert.Contains(t, cases[5].Error.Text, "panic: nil map")
}

func TestASuiteTellsWhereItWasProven(t *testing.T) {
	t.Parallel()
	s := read(t, written(t, judged())).Suites[0]
	assert.Equal(t, "guide00 on Rocket.Chat 3.0.0 (simulator on the embedded stack)", s.Name)
	assert.Equal(t, "2026-11-20T03:00:00", s.Timestamp)
	assert.Equal(t, []property{
		{"guide", "guide00"}, {"release", "3.0.0"}, {"stack", "embedded"}, {"engine", "chromedp"}, {"commit", "0123456789ab"},
		{"known drift: scenario-01", "no button"},
	}, s.Properties)
}

func TestEveryCaseIsInTheSuiteOfItsGuideReleaseAndStack(t *testing.T) {
	t.Parallel()
	d := specimen.Document(1500, 0, specimen.Plain())
	d.Cases[7].Stack = "containers"
	f := read(t, written(t, d))
	require.Len(t, f.Suites, 31)
	total := 0
	for _, s := range f.Suites {
		total += s.Tests
		assert.Len(t, s.Cases, s.Tests)
	}
	assert.Equal(t, 1500, total)
	assert.Equal(t, "guide00 on Rocket.Chat 3.0.0 (containers stack)", f.Suites[0].Name)
}

// GitLab shows but the first of cases with the same name.
func TestNoTwoCasesShareAName(t *testing.T) {
	t.Parallel()
	d := specimen.Document(2, 0, specimen.Plain())
	d.Cases[1].Title, d.Cases[1].Release = d.Cases[0].Title, d.Cases[0].Release
	cases := read(t, written(t, d)).Suites[0].Cases
	assert.NotEqual(t, cases[0].Name, cases[1].Name)
}

// What went wrong outside of cases must not look like success.
func TestFaultsOutsideOfCasesAreErrors(t *testing.T) {
	t.Parallel()
	d := specimen.Document(1, 0, specimen.Plain())
	d.Runs[0].Failed, d.Runs[0].Output, d.Runs[0].Interrupted = 2, "undefined: x\n", true
	d.Absent, d.Gaps = []string{"clavex-2"}, []string{"line 7 is no event of go test"}
	f := read(t, written(t, d))
	assert.Equal(t, 4, f.Errors)
	require.Len(t, f.Suites, 2)
	var names []string
	for _, c := range f.Suites[1].Cases {
		require.NotNil(t, c.Error)
		names = append(names, c.Name)
	}
	assert.Equal(t, []string{
		"shard clavex-2 is missing", "line 7 is no event of go test",
		"run run-1 (commit 0123456789ab) was interrupted: its events break off",
		"run run-1 (commit 0123456789ab): 2 packages or tests failed outside of any scenario",
	}, names)
	assert.Equal(t, "undefined: x\n", f.Suites[1].Cases[3].Error.Text)
}

func TestNothingThatSomebodyWroteBecomesMarkup(t *testing.T) {
	t.Parallel()
	text := written(t, specimen.Document(40, 2, specimen.Hostile()))
	assert.NotContains(t, text, "<script")
	assert.NotContains(t, text, "]]>")
	for _, r := range "\x00\x1b\u202e\ufffe" {
		assert.NotContains(t, text, string(r))
	}
	f := read(t, text)
	assert.Equal(t, 40, f.Tests)
	assert.Contains(t, f.Suites[0].Cases[0].Failure.Text, "<script>alert(1)</script> ]]> -->", "it is shown as it was")
}

func TestADocumentOfNothing(t *testing.T) {
	t.Parallel()
	assert.Equal(t, 0, read(t, written(t, &report.Document{Format: report.Format})).Tests)
	require.Error(t, junit.Write(io.Discard, nil))
}

// GitLab takes up to 30 MB, whatever has gone wrong.
func TestAReportOfNothingButFailuresStaysReadable(t *testing.T) {
	t.Parallel()
	texts := specimen.Hostile()
	texts.Output = strings.Repeat(texts.Output, 10)
	text := written(t, specimen.Document(10_000, 1, texts))
	t.Logf("%d bytes", len(text))
	assert.Less(t, len(text), 30_000_000)
	f := read(t, text)
	assert.Equal(t, 10_000, f.Failures)
	assert.Contains(t, f.Suites[0].Cases[0].Failure.Text, "repeat: GONOGO_GUIDES=guide00")
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAFullDiskIsTold(t *testing.T) {
	t.Parallel()
	require.ErrorIs(t, junit.Write(failing{}, specimen.Document(3, 1, specimen.Plain())), io.ErrClosedPipe)
}

func BenchmarkWrite(b *testing.B) {
	for name, d := range map[string]*report.Document{
		"usual": specimen.Document(10_000, 100, specimen.Plain()), "all wrong": specimen.Document(10_000, 1, specimen.Hostile()),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				require.NoError(b, junit.Write(&out, d))
				b.ReportMetric(float64(out.Len()), "bytes")
			}
		})
	}
}

func TestNoFieldBecomesMarkup(t *testing.T) {
	t.Parallel()
	harmless, text := read(t, written(t, specimen.Everywhere(" x"))), written(t, specimen.Everywhere(specimen.Hostile().Title))
	assert.NotContains(t, text, "<script")
	for _, r := range "\x00\x1b\u202e\ufffe" {
		assert.NotContains(t, text, string(r))
	}
	attacked := read(t, text)
	assert.Equal(t, []int{harmless.Tests, harmless.Errors, len(harmless.Suites)}, []int{attacked.Tests, attacked.Errors, len(attacked.Suites)})
}
