package outline_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"

	"gonogo/internal/report"
	"gonogo/internal/report/outline"
	"gonogo/internal/verdict"
)

// cell is a poll of acme; without reasons it is GO.
func cell(stack, release string, reasons ...string) report.Cell {
	return report.Cell{Guide: "acme", Release: release, Stack: stack, Poll: verdict.Poll{Go: len(reasons) == 0, Reasons: reasons}}
}

func TestStandingsGatherReleasesWithTheSameAnswer(t *testing.T) {
	t.Parallel()
	polls := []report.Cell{
		cell("embedded", "3.0.0", "blank page", "no roles"),
		cell("embedded", "4.0.0", "blank page"),
		cell("embedded", "5.0.0", "blank page"),
		cell("embedded", "6.6.0", "dead buttons in Rocket.Chat 6.6.0", "blank page"),
		cell("attached", "7.1.0", "blank page"),
		cell("embedded", "7.1.0"),
		cell("embedded", "8.8.0", "a surprise"),
		cell("embedded", "8.9.0"),
	}
	got := outline.Standings(polls, func(p outline.Place) bool { return p.Release == "8.8.0" })
	want := []outline.Standing{
		{Guide: "acme", Stack: "embedded", Releases: "7.1.0, 8.9.0", Go: true},
		{Guide: "acme", Stack: "embedded", Releases: "8.8.0", News: true, Reasons: []outline.Reason{{Text: "a surprise"}}},
		{Guide: "acme", Stack: "embedded", Releases: "3.0.0–6.6.0", Reasons: []outline.Reason{
			{Text: "dead buttons in Rocket.Chat", Releases: "6.6.0"}, {Text: "blank page"}, {Text: "no roles", Releases: "3.0.0"},
		}},
		{Guide: "acme", Stack: "attached", Releases: "7.1.0", Reasons: []outline.Reason{{Text: "blank page"}}},
	}
	assert.Empty(t, cmp.Diff(want, got))
	assert.Empty(t, outline.Standings(nil, nil))
}

func TestTheNewestReleaseIsTheNewestOfAll(t *testing.T) {
	t.Parallel()
	polls := []report.Cell{cell("embedded", "8.10.0", "x"), cell("containers", "8.10.0"), cell("embedded", "8.9.0"), cell("attached", "7.1.0")}
	want := []outline.Upgrade{
		{Release: "8.10.0", Stack: "embedded", NoGo: []string{"acme"}}, {Release: "8.10.0", Stack: "containers", Go: []string{"acme"}},
	}
	assert.Empty(t, cmp.Diff(want, outline.Newest(polls)))
	assert.Empty(t, outline.Newest(nil))
}

func TestRangesHoldWhatIsBetweenTheirEnds(t *testing.T) {
	t.Parallel()
	all := []string{"3.0.0", "4.0.0", "5.0.0", "6.0.0", "7.0.0"}
	for want, in := range map[string][]string{
		"":                    nil,
		"3.0.0–7.0.0":         all,
		"3.0.0, 4.0.0":        {"3.0.0", "4.0.0"},
		"3.0.0, 5.0.0–7.0.0":  {"3.0.0", "5.0.0", "6.0.0", "7.0.0"},
		"3.0.0, 5.0.0, 7.0.0": {"3.0.0", "5.0.0", "7.0.0"},
	} {
		assert.Equal(t, want, outline.Ranges(all, func(r string) bool { return slices.Contains(in, r) }))
	}
}

func TestAReleaseInASentenceIsNoDifference(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "Rocket.Chat has no such setting", outline.EveryRelease("Rocket.Chat 6.6.0 has no such setting", "6.6.0"))
}
