package summary_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
	"gonogo/internal/report/compare"
	"gonogo/internal/report/specimen"
	"gonogo/internal/report/summary"
	"gonogo/internal/verdict"
)

func written(t *testing.T, d *report.Document, in summary.Inputs) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, summary.Write(&out, d, in))
	return out.String()
}

// two is a document with one kept and one known break, of two guides.
func two() *report.Document {
	d := specimen.Document(2, 0, specimen.Plain())
	d.Cases[1].Guide, d.Cases[1].Verdict, d.Cases[1].Reason, d.Cases[1].Mend = "guide01", verdict.Broken, "no button", "switch it on"
	d.Cases[1].Statement = "guide01.signup"
	return d
}

func TestWhatIsKnownFirst(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `# gonogo: as known, not everywhere GO

On Rocket.Chat 3.0.0, the newest release (simulator on the embedded stack): **GO** for guide00; **NO-GO** for guide01.

GO on 1 of 2 guides × releases · 0 of 2 cases are unexpected

- 2 cases: simulator on the embedded stack, chromedp, commit 0123456789ab

## GO or NO-GO

| guide | Rocket.Chat | stack | poll | why |
| --- | --- | --- | --- | --- |
| guide00 | 3.0.0 | simulator on the embedded stack | GO | every promise that was asserted is kept |
| guide01 | 3.0.0 | simulator on the embedded stack | NO-GO | guide01.signup: no button (mend: switch it on) |

## Counts

| stack | engine | kept | broken, as known | unsupported | unexpected | all |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
| simulator on the embedded stack | chromedp | 1 | 1 | 0 | 0 | 2 |

## Slowest

| seconds | scenario | where |
| ---: | --- | --- |
| 0.1 | a person logs in by redirect (1) | guide01 on Rocket.Chat 3.0.0, simulator on the embedded stack, chromedp |
| 0.0 | a person logs in by redirect (0) | guide00 on Rocket.Chat 3.0.0, simulator on the embedded stack, chromedp |

[The page and the evidence](<https://ci.example/runs/7>)
`, written(t, two(), summary.Inputs{Artifacts: "https://ci.example/runs/7"}))
}

// Releases with the same answer share a row, and a reason is told once, with where it holds.
func TestReleasesShareARow(t *testing.T) {
	t.Parallel()
	d := specimen.Document(4, 0, specimen.Plain())
	for i, release := range []string{"3.18.2", "6.6.0", "7.1.0", "8.9.0"} {
		c := &d.Cases[i]
		c.Guide, c.Release = "acme", release
		c.Verdict, c.Reason, c.Mend, c.Statement = verdict.Broken, "no button in Rocket.Chat "+release, "", ""
	}
	d.Cases[2].Verdict, d.Cases[2].Reason = verdict.Kept, ""
	extra := d.Cases[3]
	extra.Scenario, extra.Test, extra.Reason, extra.Mend = "picture", "T/picture", "no picture", "wait"
	d.Cases = append(d.Cases, extra)
	text := written(t, d, summary.Inputs{})
	assert.Contains(t, text, "On Rocket.Chat 8.9.0, the newest release (simulator on the embedded stack): **NO-GO** for acme.\n")
	assert.Contains(t, text, `
| acme | 3.18.2, 6.6.0, 8.9.0 | simulator on the embedded stack | NO-GO | no button in Rocket.Chat<br>on 8.9.0: no picture (mend: wait) |
| acme | 7.1.0 | simulator on the embedded stack | GO | every promise that was asserted is kept |
`)
}

func TestARegressionIsNamedFirstWithTheCommandThatRepeatsIt(t *testing.T) {
	t.Parallel()
	before, now := two(), two()
	before.Runs[0].ID, before.Cases[0].Run, before.Cases[1].Run = "run-0", "run-0", "run-0"
	c := &now.Cases[0]
	c.Outcome, c.Verdict, c.Expected, c.Reason = report.Failed, verdict.Broken, false, "a blank page"
	found := compare.Compare(before, now)
	text := written(t, now, summary.Inputs{Comparison: &found})
	require.True(t, strings.HasPrefix(text, "# gonogo: worse than before\n"), text)
	first := strings.Index(text, "- **broke**: guide00 on Rocket.Chat 3.0.0: a person logs in by redirect (0) (simulator on the embedded stack, chromedp): ")
	require.Positive(t, first, text)
	assert.Less(t, first, strings.Index(text, "## GO or NO-GO"))
	assert.Contains(t, text[first:strings.Index(text, "## GO or NO-GO")], "  - repeat: ` GONOGO_GUIDES=guide00 go run ./scripts/poll --run '^scenario-00$' `\n")
	assert.Contains(t, text, "## Unexpected\n\n- **unexpected**: a person logs in by redirect (0)")
}

func TestFaultsOutsideOfCasesAreNoGo(t *testing.T) {
	t.Parallel()
	d := specimen.Document(1, 0, specimen.Plain())
	d.Absent, d.Runs[0].Failed, d.Runs[0].Output = []string{"clavex-2"}, 1, "undefined: x ```\n"
	text := written(t, d, summary.Inputs{})
	assert.Contains(t, text, "# gonogo: something unexpected")
	assert.Contains(t, text, "- shard clavex-2 is missing\n")
	assert.Contains(t, text, "````text\nundefined: x ```\n````\n")
}

func TestTroublesAreScored(t *testing.T) {
	t.Parallel()
	d := specimen.Document(4, 0, specimen.Plain())
	d.Cases[0].Trouble = &report.Trouble{Symptom: "s", Cause: "secret-wrong", Diagnosis: "secret-wrong", Cure: "cured"}
	d.Cases[1].Trouble = &report.Trouble{Symptom: "s", Cause: "secret-wrong", Diagnosis: "client-unknown", Cure: "not cured: too late"}
	d.Cases[2].Trouble = &report.Trouble{Symptom: "s", Diagnosis: "nothing"}
	text := written(t, d, summary.Inputs{})
	assert.Contains(t, text, "in 1 of 2 troubles, and found nothing in 1 of 1 healthy workspaces\n- the fix cured 1 of 2 troubles\n")
	assert.Contains(t, text, "- mistaken: secret-wrong is taken for client-unknown — guide00 on Rocket.Chat 3.0.0")
}

func TestNothingThatSomebodyWroteIsMarkup(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ wrote, want string }{
		"html":       {"<script>alert(1)</script> &lt;", "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;"},
		"table":      {"a | b || c", `a \| b \|\| c`},
		"code":       {"`x` ``` y", "\\`x\\` \\`\\`\\` y"},
		"emphasis":   {"*a* _b_ ~~c~~", `\*a\* \_b\_ \~\~c\~\~`},
		"mention":    {"@ada and ada@acme.eu", "\\@\u2060ada and ada\\@\u2060acme.eu"},
		"reference":  {"#123, o/r#4 and GH-7", "\\#\u2060123, o/r\\#\u20604 and GH-\u20607"},
		"link":       {"[a](javascript:x) ![i](y)", "\\[a\\](javascript:\u2060x) !\\[i\\](y)"},
		"address":    {"https://evil.example www.evil.example", "https:\u2060//evil.example www\u2060.evil.example"},
		"emoji":      {":tada:", ":\u2060tada:"},
		"formula":    {"$x$ $$y$$", "\\$\u2060x\\$ \\$\u2060\\$\u2060y\\$\u2060\\$"},
		"lines":      {"one\n# two\r\n- three\t4", "one # two\ufffd - three 4"},
		"characters": {"a\x00b\x1b[1m\xff\u202e", "a\ufffdb\ufffd\\[1m\ufffd\ufffd"},
		"backslash":  {`\<b> \`, `\\&lt;b&gt; \\`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := specimen.Document(1, 1, specimen.Plain())
			d.Cases[0].Title, d.Cases[0].Reason = c.wrote, c.wrote
			text := written(t, d, summary.Inputs{})
			assert.Contains(t, text, "- **unexpected**: "+strings.ReplaceAll(c.want, "one # two", "one \\# two")+" — ")
			assert.Contains(t, text, "| NO-GO | "+strings.ReplaceAll(c.want, "one # two", "one \\# two")+" |\n")
		})
	}
}

func TestACommandIsShownAsItIs(t *testing.T) {
	t.Parallel()
	d := specimen.Document(1, 1, specimen.Plain())
	d.Cases[0].Repeat = "X='`a` | @b #1' go run ./scripts/poll"
	assert.Contains(t, written(t, d, summary.Inputs{}), "  - repeat: `` X='`a` | @b #1' go run ./scripts/poll ``\n")
}

func TestALinkLeadsToAPageOnly(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://ci.example/a?b=1": "[The page and the evidence](<https://ci.example/a?b=1>)",
		"artifacts/report.html":    "[The page and the evidence](<artifacts/report.html>)",
		"https://a/>)<b>":          "[The page and the evidence](<https://a/%3E%29%3Cb%3E>)",
		"javascript:alert(1)":      "The page and the evidence: ` javascript:alert(1) `",
		"https://a\n- x":           "The page and the evidence: ` https://a - x `",
	} {
		assert.Contains(t, written(t, specimen.Document(1, 0, specimen.Plain()), summary.Inputs{Artifacts: address}), want+"\n")
	}
}

// worst is what takes most room: every case is a regression with long texts of which
// all is escaped.
func worst(n int) (*report.Document, *compare.Comparison) {
	texts := specimen.Hostile()
	texts.Reason, texts.Title = strings.Repeat("<|>&@#", 80), strings.Repeat("[`|*", 110)
	now := specimen.Document(n, 1, texts)
	now.Runs[0].Failed, now.Runs[0].Output = 7, strings.Repeat("<```>\n", 2000)
	c := &compare.Comparison{Since: "a", Now: "b"}
	repeat := strings.Repeat("X='<`>' ", 160)
	for i := range now.Cases {
		r := &now.Cases[i]
		r.Title = fmt.Sprintf("%d %s", i, r.Title)
		r.Repeat = repeat
		r.Trouble = &report.Trouble{Symptom: texts.Reason, Cause: texts.Reason, Diagnosis: texts.Title}
		kind := compare.Kinds()[i%len(compare.Kinds())]
		c.Findings = append(c.Findings, compare.Finding{Kind: kind, Case: r.Identity(), Cases: 1, Title: r.Title, Text: r.Reason, New: r})
	}
	return now, c
}

func TestASummaryFitsIntoTheLimitWhateverWentWrong(t *testing.T) {
	t.Parallel()
	for n, limits := range map[int][]int{
		1: {64 << 10, summary.Limit}, 100: {64 << 10}, 10_000: {64 << 10, summary.Limit}, 50_000: {summary.Limit},
	} {
		d, c := worst(n)
		for _, limit := range limits {
			text := written(t, d, summary.Inputs{Comparison: c, Limit: limit, Artifacts: "https://ci.example/" + strings.Repeat("a", 5000)})
			t.Logf("%d cases: %d of %d bytes", n, len(text), limit)
			assert.LessOrEqual(t, len(text), limit)
			assert.Less(t, len(text), 1<<20)
			assert.True(t, utf8.ValidString(text))
			for _, head := range []string{"## New since", "## Faults", "## GO or NO-GO", "## Unexpected", "## Troubles", "## Counts", "## Slowest"} {
				assert.Contains(t, text, "\n"+head)
			}
			if n >= 10_000 {
				assert.Contains(t, text, fmt.Sprintf(" of %d (", n), "all are counted")
				assert.Contains(t, text, "Left out here, because the page takes no more")
				assert.Contains(t, text, "× mended", "what matters least is left out first")
			}
		}
	}
}

// Of decisions, GO is left out before what is known, and that before what is new.
func TestWhatIsLeftOutSaysLeast(t *testing.T) {
	t.Parallel()
	d := specimen.Document(50_000, 5000, specimen.Plain())
	for i := range d.Cases {
		r := &d.Cases[i]
		r.Guide = fmt.Sprintf("%s-%d", r.Guide, i/10)
		if r.Expected && i%30 < 20 {
			r.Verdict = verdict.Kept
		}
	}
	text := written(t, d, summary.Inputs{Limit: 128 << 10})
	assert.LessOrEqual(t, len(text), 128<<10)
	part := text[strings.Index(text, "## GO or NO-GO"):strings.Index(text, "## Unexpected")]
	assert.Equal(t, 10, strings.Count(part, "| NO-GO | no button on the sign-up page"), "all that is new is there")
	assert.Regexp(t, `Left out here, because the page takes no more: \d+ of 5000 \(.*\d+ × GO`, part)
	assert.NotContains(t, part, "| GO |")
}

func TestAnUnusableLimitIsRefused(t *testing.T) {
	t.Parallel()
	require.ErrorContains(t, summary.Write(io.Discard, two(), summary.Inputs{Limit: 100}), "the least is 65536")
	require.Error(t, summary.Write(io.Discard, nil, summary.Inputs{}))
}

func TestADocumentOfNothing(t *testing.T) {
	t.Parallel()
	assert.Contains(t, written(t, &report.Document{}, summary.Inputs{}), "# gonogo: nothing was polled")
}

func BenchmarkWrite(b *testing.B) {
	hostile, found := worst(10_000)
	for name, c := range map[string]struct {
		d  *report.Document
		in summary.Inputs
	}{
		"usual": {specimen.Document(10_000, 100, specimen.Plain()), summary.Inputs{}}, "all wrong": {hostile, summary.Inputs{Comparison: found}},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				require.NoError(b, summary.Write(&out, c.d, c.in))
				b.ReportMetric(float64(out.Len()), "bytes")
			}
		})
	}
}

// Whatever field it stands in: markup is code or nothing, and no line is added.
func TestNoFieldIsMarkup(t *testing.T) {
	t.Parallel()
	harmless := written(t, specimen.Everywhere(" x"), summary.Inputs{})
	attacked := written(t, specimen.Everywhere(specimen.Hostile().Title), summary.Inputs{})
	assert.Equal(t, len(prose(harmless)), len(prose(attacked)), attacked)
	for _, line := range prose(attacked) {
		if i := strings.Index(line, "<script"); i >= 0 {
			assert.Contains(t, line[:i], "````", "within a code span longer than any run of backticks in it")
		}
		for _, r := range "\x00\x1b\u202e" {
			assert.NotContains(t, line, string(r))
		}
	}
}

// prose are the lines outside of blocks of code.
func prose(text string) []string {
	var lines []string
	fence := ""
	for line := range strings.Lines(text) {
		marks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence == "" && len(marks) >= 3:
			fence = marks
		case fence != "" && strings.TrimSpace(line) == fence:
			fence = ""
		case fence == "":
			lines = append(lines, line)
		}
	}
	return lines
}
