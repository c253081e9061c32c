package ctrf_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/report"
	"gonogo/internal/report/ctrf"
	"gonogo/internal/report/specimen"
	"gonogo/internal/verdict"
)

func published(t *testing.T) *jsonschema.Schema {
	t.Helper()
	raw, err := fixtures.Files.ReadFile("schemas/ctrf.schema.json")
	require.NoError(t, err)
	source, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	require.NoError(t, compiler.AddResource("ctrf.schema.json", source))
	schema, err := compiler.Compile("ctrf.schema.json")
	require.NoError(t, err)
	return schema
}

// written is the report, which is valid, as a reader sees it.
func written(t *testing.T, d *report.Document) (map[string]any, string) {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, ctrf.Write(&out, d))
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(out.Bytes()))
	require.NoError(t, err)
	require.NoError(t, published(t).Validate(document))
	var read map[string]any
	require.NoError(t, json.Unmarshal(out.Bytes(), &read))
	return read, out.String()
}

func in(t *testing.T, document map[string]any, keys ...string) any {
	t.Helper()
	var at any = document
	for _, key := range keys {
		object, ok := at.(map[string]any)
		require.True(t, ok, key)
		at = object[key]
	}
	return at
}

func tests(t *testing.T, document map[string]any) []map[string]any {
	t.Helper()
	list, ok := in(t, document, "results", "tests").([]any)
	require.True(t, ok)
	all := make([]map[string]any, len(list))
	for i, one := range list {
		all[i], ok = one.(map[string]any)
		require.True(t, ok)
	}
	return all
}

func TestEachKindOfCaseHasItsStatus(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change           func(*report.Record)
		status, raw, why string
	}{
		"kept":        {func(*report.Record) {}, "passed", "kept (kept)", ""},
		"drift":       {func(r *report.Record) { r.Verdict, r.Reason = verdict.Broken, "no button" }, "passed", "broken (broken, as known)", "no button"},
		"unsupported": {func(r *report.Record) { r.Verdict, r.Reason = verdict.Unsupported, "none here" }, "skipped", "unsupported (unsupported)", "none here"},
		"new break": {func(r *report.Record) {
			r.Outcome, r.Verdict, r.Expected, r.Reason = report.Failed, verdict.Broken, false, "a blank page"
		}, "failed", "broken (unexpected)", "a blank page"},
		"no verdict": {func(r *report.Record) { r.Outcome, r.Verdict, r.Expected = report.Failed, "", false }, "failed", "none (without a valid verdict)",
			`"a person logs in by redirect (0)" ended without a verdict`},
		"unfinished": {func(r *report.Record) { r.Outcome, r.Verdict, r.Expected = report.Unfinished, "", false }, "failed", "none (unfinished)",
			"it had begun and did not end: the events of the run break off"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := specimen.Document(1, 0, specimen.Plain())
			c.change(&d.Cases[0])
			read, _ := written(t, d)
			one := tests(t, read)[0]
			assert.Equal(t, c.status, one["status"])
			assert.Equal(t, c.raw, one["rawStatus"])
			why, _ := one["message"].(string)
			assert.Equal(t, c.why, why)
			assert.EqualValues(t, 1, in(t, read, "results", "summary", c.status))
			assert.Equal(t, c.status == "failed", one["trace"] != nil, "who must act reads the transcript")
			assert.Equal(t, c.status != "failed", in(t, read, "results", "environment", "healthy"))
		})
	}
}

func TestACaseTellsWhereItWasProvenAndHowToRepeatIt(t *testing.T) {
	t.Parallel()
	read, _ := written(t, specimen.Document(1, 0, specimen.Plain()))
	one := tests(t, read)[0]
	assert.Equal(t, "guide00/3.0.0/scenario-00/embedded/chromedp", one["testId"])
	assert.Equal(t, []any{"guide00", "3.0.0", "simulator on the embedded stack"}, one["suite"])
	assert.Equal(t, []any{"simulator"}, one["tags"])
	assert.Equal(t, "0123456789ab", in(t, one, "labels", "commit"))
	assert.Equal(t, "GONOGO_GUIDES=guide00 go run ./scripts/poll --run '^scenario-00$'", in(t, one, "extra", "repeat"))
	assert.Equal(t, []any{map[string]any{
		"name": "ada's page-1 when the scenario ended", "contentType": "image/png", "path": "_artifacts/scenario-00/page-1.png",
	}}, one["attachments"])
	assert.Equal(t, "3.0.0", in(t, read, "results", "environment", "appVersion"))
	assert.EqualValues(t, specimen.Day().UnixMilli(), in(t, read, "results", "summary", "start"))
	assert.EqualValues(t, 3_600_000, in(t, read, "results", "summary", "duration"))
}

// What went wrong outside of cases must not look like success.
func TestFaultsOutsideOfCasesHaveFailed(t *testing.T) {
	t.Parallel()
	d := specimen.Document(1, 0, specimen.Plain())
	d.Absent = []string{"clavex-2"}
	read, _ := written(t, d)
	assert.EqualValues(t, 1, in(t, read, "results", "summary", "failed"))
	assert.Equal(t, false, in(t, read, "results", "environment", "healthy"))
	assert.Equal(t, "shard clavex-2 is missing", tests(t, read)[1]["name"])
}

func TestNothingThatSomebodyWroteBreaksTheFormat(t *testing.T) {
	t.Parallel()
	read, text := written(t, specimen.Document(40, 2, specimen.Hostile()))
	assert.Len(t, tests(t, read), 40)
	assert.NotContains(t, text, "<script", "who shows the file in a page is safe")
	for _, r := range "\x00\x1b\u202e" {
		assert.NotContains(t, text, string(r))
	}
	name, _ := tests(t, read)[0]["name"].(string)
	assert.True(t, strings.HasPrefix(name, "<script>alert(1)</script> ]]>"), "it is shown as it was: %s", name)
}

func TestADocumentOfNothing(t *testing.T) {
	t.Parallel()
	read, _ := written(t, &report.Document{Format: report.Format})
	assert.EqualValues(t, 0, in(t, read, "results", "summary", "tests"))
	assert.Equal(t, false, in(t, read, "results", "environment", "healthy"), "nothing was proven")
	require.Error(t, ctrf.Write(io.Discard, nil))
}

func TestALargeReportIsValid(t *testing.T) {
	t.Parallel()
	texts := specimen.Hostile()
	texts.Output = strings.Repeat(texts.Output, 10)
	read, text := written(t, specimen.Document(10_000, 1, texts))
	t.Logf("%d bytes", len(text))
	assert.EqualValues(t, 10_000, in(t, read, "results", "summary", "failed"))
	assert.Less(t, len(text), 64<<20)
}

func BenchmarkWrite(b *testing.B) {
	for name, d := range map[string]*report.Document{
		"usual": specimen.Document(10_000, 100, specimen.Plain()), "all wrong": specimen.Document(10_000, 1, specimen.Hostile()),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				require.NoError(b, ctrf.Write(&out, d))
				b.ReportMetric(float64(out.Len()), "bytes")
			}
		})
	}
}

func TestNoFieldBreaksTheFormat(t *testing.T) {
	t.Parallel()
	harmless, _ := written(t, specimen.Everywhere(" x"))
	attacked, text := written(t, specimen.Everywhere(specimen.Hostile().Title))
	assert.Len(t, tests(t, attacked), len(tests(t, harmless)))
	assert.NotContains(t, text, "<script")
	for _, r := range "\x00\x1b\u202e" {
		assert.NotContains(t, text, string(r))
	}
}
