package compare_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
	"gonogo/internal/report/compare"
	"gonogo/internal/verdict"
)

// night is a run of a day in November, at commit, with cases.
func night(t *testing.T, day int, commit, shard string, cases ...report.Record) *report.Document {
	t.Helper()
	id := fmt.Sprintf("%d%s", day, shard)
	started := time.Date(2026, 11, day, 3, 0, 0, 0, time.UTC)
	for i := range cases {
		cases[i].Run = id
	}
	d, err := report.Merge(&report.Document{Runs: []report.Run{{ID: id, Commit: commit, Shard: shard, Started: started, Ended: started}}, Cases: cases})
	require.NoError(t, err)
	return d
}

func merged(t *testing.T, documents ...*report.Document) *report.Document {
	t.Helper()
	d, err := report.Merge(documents...)
	require.NoError(t, err)
	return d
}

// one is a case that is kept, of clavex on 8.9.0.
func one(scenario string, change ...func(*report.Record)) report.Record {
	r := report.Record{
		Package: "gonogo/suites/login", Guide: "clavex", Release: "8.9.0", Scenario: scenario, Title: scenario, Stack: "embedded", Engine: "protocol",
		Outcome: report.Passed, Verdict: verdict.Kept, Expected: true, Seconds: 1, Repeat: "go run ./scripts/poll --run '^" + scenario + "$/clavex'",
	}
	for _, c := range change {
		c(&r)
	}
	r.Test = "TestLogin/" + r.Scenario + "/" + r.Guide + "/" + r.Release
	return r
}

func unexpected(r *report.Record) {
	r.Outcome, r.Verdict, r.Expected, r.Reason = report.Failed, verdict.Broken, false, "a blank page"
}

func known(r *report.Record) { r.Verdict, r.Reason = verdict.Broken, "there is no button" }

func none(r *report.Record) { r.Verdict = verdict.Unsupported }

func healed(r *report.Record) { r.Outcome, r.Expected = report.Failed, false }

func on(release string) func(*report.Record) {
	return func(r *report.Record) { r.Release = release }
}

func taking(seconds float64) func(*report.Record) {
	return func(r *report.Record) { r.Seconds = seconds }
}

// words are the findings in short.
func words(c compare.Comparison) []string {
	var all []string
	for _, f := range c.Findings {
		all = append(all, fmt.Sprintf("%s: %s", f.Kind, strings.TrimSuffix(f.Case.Guide+" "+f.Case.Release+" "+f.Case.Scenario, " ")))
	}
	return all
}

func TestVerdictsAreHeldAgainstThoseOfBefore(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before, now func(*report.Record)
		want        compare.Kind
		status      int
	}{
		"kept, then unexpected":             {nil, unexpected, compare.Broke, 1},
		"kept, then broken as known":        {nil, known, compare.Broke, 1},
		"known, then another break":         {known, unexpected, compare.Broke, 1},
		"known, then it holds":              {known, healed, compare.Healed, 1},
		"kept, then it says nothing":        {nil, none, compare.Unsupported, 1},
		"unexpected twice":                  {unexpected, unexpected, compare.Still, 1},
		"unexpected, then kept":             {unexpected, nil, compare.Mended, 0},
		"known, then kept and not listed":   {known, nil, compare.Mended, 0},
		"unsupported, then kept":            {none, nil, compare.Mended, 0},
		"unsupported, then broken as known": {none, known, compare.Broke, 1},
		"unexpected, then known":            {unexpected, known, compare.Listed, 0},
		"known twice":                       {known, known, "", 0},
		"unsupported twice":                 {none, none, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			side := func(day int, commit string, change func(*report.Record)) *report.Document {
				r := one("login")
				if change != nil {
					change(&r)
				}
				return night(t, day, commit, "", r)
			}
			got := compare.Compare(side(1, "a", c.before), side(2, "a", c.now))
			got.Findings = append(got.Findings[:0:0], withoutFlaky(got.Findings)...)
			assert.Equal(t, c.status, got.ExitStatus())
			if c.want == "" {
				assert.Empty(t, got.Findings)
				return
			}
			require.Len(t, got.Findings, 1)
			assert.Equal(t, c.want, got.Findings[0].Kind)
		})
	}
}

func withoutFlaky(all []compare.Finding) []compare.Finding {
	var left []compare.Finding
	for _, f := range all {
		if f.Kind != compare.Flaky {
			left = append(left, f)
		}
	}
	return left
}

func TestWhatIsGoneAndWhatHasCome(t *testing.T) {
	t.Parallel()
	old := merged(t,
		night(t, 1, "a", "", one("forgotten long ago"), one("login")),
		night(t, 2, "b", "", one("login"), one("merge"), one("login", on("7.1.0")), one("merge", on("7.1.0"))))
	got := compare.Compare(old, night(t, 3, "c", "", one("login"), one("avatar"), one("login", on("9.0.0"))))
	assert.Equal(t, []string{"vanished: clavex 7.1.0", "vanished: clavex 8.9.0 merge", "changed:  ", "changed:  ", "appeared: clavex 8.9.0 avatar", "appeared: clavex 9.0.0"},
		trimmed(words(got)))
	assert.Equal(t, 2, got.Findings[0].Cases, "a cell that is gone is one finding")
	assert.Equal(t, 1, got.ExitStatus())
	assert.Equal(t, "was 7.1.0, 8.9.0, is 8.9.0, 9.0.0", got.Of(compare.Changed)[1].Text)
}

func trimmed(words []string) []string {
	for i := range words {
		if strings.HasPrefix(words[i], "changed:") {
			words[i] = "changed:  "
		}
	}
	return words
}

// A case that is not in the earlier runs' newest is history; with one that ran
// only in part nothing has vanished.
func TestAMissingShardHasNotVanished(t *testing.T) {
	t.Parallel()
	old := merged(t, night(t, 1, "a", "one", one("login")), night(t, 1, "a", "two", one("merge"), one("avatar")), night(t, 1, "a", "three", one("logout")))
	recent := merged(t, night(t, 2, "b", "one", one("login"), one("avatar")), night(t, 2, "b", "three"))
	recent.Runs[1].Interrupted = true
	recent.Expect([]string{"one", "two", "three", "four"})
	got := compare.Compare(old, recent)
	assert.Empty(t, got.Of(compare.Vanished))
	missing := got.Of(compare.Missing)
	require.Len(t, missing, 2)
	assert.Equal(t, "shard four is missing", missing[0].Title+" "+missing[0].Text)
	assert.Equal(t, "shard two is missing; nothing is known of 1 case that it had before", missing[1].Title+" "+missing[1].Text)
	assert.Equal(t, "shard three (run 2three) was interrupted: its results are not whole", got.Of(compare.Failed)[0].Title+" "+got.Of(compare.Failed)[0].Text)
	assert.Equal(t, 1, got.ExitStatus())
}

func TestFlakyIsAnotherEndAtTheSameCommit(t *testing.T) {
	t.Parallel()
	modified := night(t, 1, "a", "", one("login", unexpected))
	modified.Runs[0].Modified = true
	for name, c := range map[string]struct {
		old, recent *report.Document
		want        string
	}{
		"between the sides":    {night(t, 1, "a", "", one("login", unexpected)), night(t, 2, "a", "", one("login")), "ended differently at the same commit (a): 1 × broken, failed; 1 × kept, passed"},
		"within the later":     {night(t, 1, "0", "", one("login")), merged(t, night(t, 2, "a", "", one("login")), night(t, 3, "a", "", one("login", unexpected)), night(t, 4, "a", "", one("login"))), "ended differently at the same commit (a): 1 × broken, failed; 2 × kept, passed"},
		"at another commit":    {night(t, 1, "a", "", one("login", unexpected)), night(t, 2, "b", "", one("login")), ""},
		"with changes on it":   {modified, night(t, 2, "a", "", one("login")), ""},
		"at no known commit":   {night(t, 1, "", "", one("login", unexpected)), night(t, 2, "", "", one("login")), ""},
		"only before, not now": {merged(t, night(t, 1, "a", "", one("login")), night(t, 2, "a", "", one("login", unexpected))), night(t, 3, "b", "", one("login", unexpected)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := compare.Compare(c.old, c.recent).Of(compare.Flaky)
			if c.want == "" {
				assert.Empty(t, found)
				return
			}
			require.Len(t, found, 1)
			assert.Equal(t, c.want, found[0].Text)
		})
	}
}

func TestSlowerIsByMedians(t *testing.T) {
	t.Parallel()
	nights := func(from int, seconds ...float64) *report.Document {
		var all []*report.Document
		for i, s := range seconds {
			all = append(all, night(t, from+i, "a", "", one("login", taking(s))))
		}
		return merged(t, all...)
	}
	for name, c := range map[string]struct {
		old, recent *report.Document
		want        string
	}{
		"three runs":               {nights(1, 1, 1.2, 1.1), nights(5, 2, 2.2, 2.1), "takes 2.1 s instead of 1.1 s (1.9 times; medians of 3 and 3 runs)"},
		"one of three":             {nights(1, 1, 1.2, 1.1), nights(5, 1, 9, 1.1), ""},
		"three, but nobody waits":  {nights(1, .1, .1, .1), nights(5, .3, .3, .3), ""},
		"one run, maybe":           {nights(1, 1), nights(5, 4), ""},
		"one run, without a doubt": {nights(1, 1), nights(5, 8), "takes 8.0 s instead of 1.0 s (8.0 times; medians of 1 and 1 runs)"},
		"faster":                   {nights(1, 3, 3, 3), nights(5, 1, 1, 1), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := compare.Compare(c.old, c.recent).Of(compare.Slower)
			if c.want == "" {
				assert.Empty(t, found)
				return
			}
			require.Len(t, found, 1)
			assert.Equal(t, c.want, found[0].Text)
		})
	}
}

// A slower machine is one finding, and does not hide the case that is slower still.
func TestASlowerMachineIsToldOnce(t *testing.T) {
	t.Parallel()
	nights := func(from int, factor, odd float64) *report.Document {
		var all []*report.Document
		for day := range 3 {
			cases := []report.Record{one("odd", taking(odd))}
			for i := range 30 {
				cases = append(cases, one(fmt.Sprintf("case-%02d", i), taking(factor*float64(i+10)/10)))
			}
			all = append(all, night(t, from+day, "a", "", cases...))
		}
		return merged(t, all...)
	}
	got := compare.Compare(nights(1, 1, 1), nights(5, 2, 9))
	assert.Equal(t, []string{"slower: everything", "slower: clavex on Rocket.Chat 8.9.0: odd (simulator on the embedded stack, protocol)"}, titles(got))
	assert.Equal(t, 1, got.ExitStatus())
}

func titles(c compare.Comparison) []string {
	var all []string
	for _, f := range c.Findings {
		all = append(all, string(f.Kind)+": "+f.Title)
	}
	return all
}

// Against nothing, only what needs attention is told.
func TestAloneTellsWhatNeedsAttention(t *testing.T) {
	t.Parallel()
	d := merged(t, night(t, 1, "a", "one", one("login"), one("merge", unexpected), one("avatar", known)))
	d.Runs[0].Failed = 1
	d.Expect([]string{"one", "two"})
	got := compare.Alone(d)
	assert.Equal(t, []string{"broke: clavex 8.9.0 merge", "failed:", "missing shard:"}, spaced(words(got)))
	assert.Equal(t, "is unexpected: a blank page", got.Findings[0].Text)
	assert.Equal(t, 1, got.ExitStatus())
	assert.Zero(t, compare.Alone(night(t, 1, "a", "", one("login"), one("avatar", known))).ExitStatus())
}

func spaced(words []string) []string {
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	return words
}

// A planted regression among many cases is named first, whatever order they come in.
func TestAPlantedRegressionIsNamedFirst(t *testing.T) {
	t.Parallel()
	var before, now []report.Record
	for i := range 200 {
		before = append(before, one(fmt.Sprintf("case-%03d", i)))
		now = append(now, one(fmt.Sprintf("case-%03d", i)))
	}
	unexpected(&now[117])
	known(&before[3])
	now = append(now[:150], now[151:]...)
	want := compare.Compare(night(t, 1, "aaaaaaaaaaaaaaaa", "", before...), night(t, 2, "bbbbbbbbbbbbbbbb", "", now...))
	assert.Equal(t, []string{"broke: clavex 8.9.0 case-117", "vanished: clavex 8.9.0 case-150", "changed:  ", "mended: clavex 8.9.0 case-003"}, trimmed(words(want)))
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(now), func(i, j int) { now[i], now[j] = now[j], now[i] })
	got := compare.Compare(night(t, 1, "aaaaaaaaaaaaaaaa", "", before...), night(t, 2, "bbbbbbbbbbbbbbbb", "", now...))
	assert.Empty(t, cmp.Diff(want, got))

	var text bytes.Buffer
	require.NoError(t, got.WriteText(&text))
	assert.True(t, strings.HasPrefix(text.String(), `new breaks (since aaaaaaaaaaaa, at bbbbbbbbbbbb): 1
  clavex on Rocket.Chat 8.9.0: case-117 (simulator on the embedded stack, protocol)
      was kept, is unexpected: a blank page
      again: go run ./scripts/poll --run '^case-117$/clavex'
vanished`), text.String())
}
