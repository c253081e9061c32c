package outline_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
	"gonogo/internal/report/outline"
	"gonogo/internal/report/specimen"
	"gonogo/internal/verdict"
)

func TestHowACaseIsToBeTaken(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*report.Record)
		kind   outline.Kind
		bad    bool
		why    string
	}{
		"kept":        {func(*report.Record) {}, outline.Kept, false, ""},
		"known drift": {func(r *report.Record) { r.Verdict, r.Reason = verdict.Broken, "no button" }, outline.Drift, false, "no button"},
		"unsupported": {func(r *report.Record) { r.Verdict = verdict.Unsupported }, outline.Unsupported, false, "no reason is given"},
		"skipped":     {func(r *report.Record) { r.Outcome, r.Verdict = report.Skipped, "" }, outline.Unsupported, false, "no reason is given"},
		"new break": {func(r *report.Record) {
			r.Outcome, r.Verdict, r.Expected, r.Reason = report.Failed, verdict.Broken, false, "blank"
		}, outline.Unexpected, true, "blank"},
		"drift is healed":      {func(r *report.Record) { r.Outcome, r.Expected, r.Reason = report.Failed, false, "did not happen" }, outline.Unexpected, true, "did not happen"},
		"failed after verdict": {func(r *report.Record) { r.Outcome = report.Failed }, outline.Undecided, true, `"a person logs in by redirect (0)" failed after its verdict`},
		"no verdict":           {func(r *report.Record) { r.Outcome, r.Verdict, r.Expected = report.Failed, "", false }, outline.Undecided, true, `"a person logs in by redirect (0)" ended without a verdict`},
		"unfinished":           {func(r *report.Record) { r.Outcome, r.Verdict, r.Expected = report.Unfinished, "", false }, outline.Unfinished, true, "it had begun and did not end: the events of the run break off"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := specimen.Document(1, 0, specimen.Plain())
			c.change(&d.Cases[0])
			got := outline.Cases(d)[0]
			assert.Equal(t, c.kind, got.Kind)
			assert.Equal(t, c.bad, got.Kind.Bad())
			assert.Equal(t, c.why, got.Why())
			assert.Equal(t, c.bad, outline.Count([]outline.Case{got}).Bad() == 1)
			assert.NotEmpty(t, got.Kind.String())
		})
	}
}

func TestGroupsKeepSimulatorsApart(t *testing.T) {
	t.Parallel()
	d := specimen.Document(3, 0, specimen.Plain())
	d.Cases[0].Release, d.Cases[1].Release, d.Cases[2].Release = "8.10.0", "8.9.0", "8.9.0"
	d.Cases[2].Stack, d.Cases[2].Engine = "containers", "protocol"
	groups := outline.Groups(outline.Cases(d))
	require.Len(t, groups, 3)
	assert.Equal(t, outline.Place{Guide: "guide00", Release: "8.9.0", Stack: "containers"}, groups[0].Place)
	assert.Equal(t, "8.10.0", groups[2].Release, "releases are ordered as releases")
	assert.Equal(t, []string{"protocol"}, groups[0].Engines())
}

func TestATextIsMadeFitForAnyFormat(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plain ü 東京 \U0001F600\n\tx":     "plain ü 東京 \U0001F600\n\tx",
		"\x00\x1b\x7f\u0085\r":           strings.Repeat("\ufffd", 5),
		"a\xff\xfeb":                     "a\ufffd\ufffdb",
		"\ufffe\uffff\u202e\u2066\u200f": strings.Repeat("\ufffd", 5),
	} {
		assert.Equal(t, want, outline.Clean(text))
	}
	assert.Equal(t, "a b c", outline.Line(" a\n b\t\tc ", 100))
}

func FuzzClipStaysInItsLimit(f *testing.F) {
	f.Add("a text with ü and 東京", 10)
	f.Add(strings.Repeat("ü", 500), 300)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		limit = max(limit%1000, 0)
		clipped := outline.Clip(outline.Clean(text), limit)
		assert.LessOrEqual(t, len(clipped), max(limit, 0))
		assert.True(t, utf8.ValidString(clipped))
	})
}

func TestClipSaysHowMuchIsMissing(t *testing.T) {
	t.Parallel()
	clipped := outline.Clip("begin "+strings.Repeat("x", 1000)+" end", 100)
	assert.True(t, strings.HasPrefix(clipped, "begin x"), clipped)
	assert.True(t, strings.HasSuffix(clipped, "x end"), clipped)
	assert.Regexp(t, `\[…9\d\d bytes left out…\]`, clipped)
}

// Whatever a test printed, the command that plays it again is there.
func TestATranscriptKeepsTheCommand(t *testing.T) {
	t.Parallel()
	d := specimen.Document(1, 1, specimen.Plain())
	d.Cases[0].Output = strings.Repeat("noise\n", 10_000)
	told := outline.Cases(d)[0].Transcript(2000)
	assert.LessOrEqual(t, len(told), 2000)
	assert.True(t, strings.HasSuffix(told, "repeat: GONOGO_GUIDES=guide00 go run ./scripts/poll --run '^scenario-00$'\n"), told)
	assert.Contains(t, told, "verdict: broken (unexpected)\nreason: no button on the sign-up page\n")
}

func TestARunIsNamedByItsCommit(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "unknown", outline.Commit(report.Run{}))
	assert.Equal(t, "0123456789ab with changes", outline.Commit(report.Run{Commit: "0123456789abcdef", Modified: true}))
}
