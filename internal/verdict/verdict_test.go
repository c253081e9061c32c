package verdict_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/verdict"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	known := &verdict.Drift{Instead: "no button", Reason: "React has none", Statement: "entra.signup", Mend: "none"}
	for name, c := range map[string]struct {
		happened string
		known    *verdict.Drift
		want     verdict.Judgement
	}{
		"kept":             {"", nil, verdict.Judgement{Verdict: verdict.Kept, Expected: true}},
		"new break":        {"no button", nil, verdict.Judgement{Verdict: verdict.Broken, Reason: "no button"}},
		"known drift":      {"no button", known, verdict.Judgement{Verdict: verdict.Broken, Expected: true, Reason: "React has none", Statement: "entra.signup", Mend: "none"}},
		"drift is kept":    {"", known, verdict.Judgement{Verdict: verdict.Kept, Reason: "the known drift did not happen (React has none); remove it from drift.yaml"}},
		"breaks otherwise": {"a red button", known, verdict.Judgement{Verdict: verdict.Broken, Reason: "a red button; the known drift is another one: no button", Statement: "entra.signup"}},
		"unsupported": {"x", &verdict.Drift{Instead: "x", Reason: "y", Verdict: "unsupported"},
			verdict.Judgement{Verdict: verdict.Unsupported, Expected: true, Reason: "y"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Empty(t, cmp.Diff(c.want, verdict.Judge(c.happened, c.known)))
		})
	}
}

// A publisher's new edition has to keep what the printed one breaks, and hears
// what is known of it where it does not.
func TestJudgeEdition(t *testing.T) {
	t.Parallel()
	known := &verdict.Drift{Instead: "no button", Reason: "React has none", Statement: "entra.signup", Mend: "none"}
	for happened, want := range map[string]verdict.Judgement{
		"":             {Verdict: verdict.Kept, Expected: true},
		"no button":    {Verdict: verdict.Broken, Reason: "React has none", Statement: "entra.signup", Mend: "none"},
		"a red button": {Verdict: verdict.Broken, Reason: "a red button"},
	} {
		assert.Empty(t, cmp.Diff(want, verdict.JudgeEdition(happened, known)), happened)
	}
}

func TestDecide(t *testing.T) {
	t.Parallel()
	kept := verdict.Judgement{Verdict: verdict.Kept, Expected: true}
	unsupported := verdict.Judgement{Verdict: verdict.Unsupported, Expected: true, Reason: "no popup"}
	broken := verdict.Judgement{Verdict: verdict.Broken, Expected: true, Reason: "no button", Statement: "a.b", Mend: "Button Text"}
	surprise := verdict.Judgement{Verdict: verdict.Kept, Reason: "the known drift did not happen"}
	for name, c := range map[string]struct {
		in   []verdict.Judgement
		want verdict.Poll
	}{
		"all kept":       {[]verdict.Judgement{kept, unsupported}, verdict.Poll{Go: true}},
		"nothing ran":    {nil, verdict.Poll{Reasons: []string{"no scenario ran"}}},
		"known break":    {[]verdict.Judgement{kept, broken}, verdict.Poll{Reasons: []string{"a.b: no button (mend: Button Text)"}}},
		"unexpected too": {[]verdict.Judgement{surprise}, verdict.Poll{Reasons: []string{"the known drift did not happen"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Empty(t, cmp.Diff(c.want, verdict.Decide(c.in)))
		})
	}
}

const listed = `
- {guide: "*", promise: popup, releases: "<6.0.0", instead: a, reason: general, source: "§1"}
- {guide: clavex, promise: popup, releases: "*", instead: b, reason: exact, source: "§2"}
- {guide: clavex, promise: popup, releases: "*", scheme: http, instead: c, reason: plain, source: "§3"}
`

func TestFindPrefersTheEntryOfTheGuide(t *testing.T) {
	t.Parallel()
	list, err := verdict.LoadDrift(fstest.MapFS{"drift.yaml": {Data: []byte(listed)}})
	require.NoError(t, err)
	for _, c := range []struct{ guide, promise, version, scheme, want string }{
		{"clavex", "popup", "3.18.2", "https", "exact"},
		{"clavex", "popup", "3.18.2", "http", "plain"},
		{"entra", "popup", "3.18.2", "http", "general"},
		{"entra", "popup", "6.2.12", "https", ""},
		{"entra", "redirect", "3.18.2", "https", ""},
	} {
		r, err := release.New(c.version)
		require.NoError(t, err)
		found, err := list.Find(verdict.Cell{Guide: c.guide, Promise: c.promise, Release: r, Scheme: c.scheme})
		require.NoError(t, err)
		got := ""
		if found != nil {
			got = found.Reason
		}
		assert.Equal(t, c.want, got, "%+v", c)
	}
}

func TestBadDriftIsNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ data, want string }{
		"missing reason": {`[{guide: clavex, promise: popup, releases: "*", instead: a, source: "§1"}]`, "drift.yaml: entry 1 (clavex, popup): reason is missing"},
		"bad verdict":    {`[{guide: clavex, promise: popup, releases: "*", instead: a, reason: r, source: s, verdict: maybe}]`, `drift.yaml: entry 1 (clavex, popup): verdict "maybe" is not known; known: broken, unsupported`},
		"bad scheme":     {`[{guide: clavex, promise: popup, releases: "*", instead: a, reason: r, source: s, scheme: ftp}]`, `drift.yaml: entry 1 (clavex, popup): scheme "ftp" is not known; known: http, https`},
		"bad range":      {`[{guide: clavex, promise: popup, releases: "new", instead: a, reason: r, source: s}]`, `release range "new"`},
		"unknown field":  {`[{gide: clavex}]`, "gide"},
		"no promise":     {`[{guide: clavex}]`, "drift.yaml: entry 1 (clavex, ): promise is missing"},
		"odd promise":    {`[{guide: clavex, promise: {a: b}}]`, "a name, or a list of names"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := verdict.LoadDrift(fstest.MapFS{"drift.yaml": {Data: []byte(c.data)}})
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestTwoEntriesForOneCellAreRefused(t *testing.T) {
	t.Parallel()
	d := verdict.Drift{Guide: "clavex", Promise: "popup", Releases: "*"}
	r, err := release.New("8.9.0")
	require.NoError(t, err)
	_, err = verdict.List{d, d}.Find(verdict.Cell{Guide: "clavex", Promise: "popup", Release: r})
	require.EqualError(t, err, "drift.yaml lists popup of clavex at 8.9.0 2 times")
}

func TestAnEntryNamesSeveralGuidesAndPromises(t *testing.T) {
	t.Parallel()
	list, err := verdict.LoadDrift(fstest.MapFS{"drift.yaml": {Data: []byte(
		`[{guide: [clavex, entra], promise: [popup, redirect], releases: "=6.6.0", instead: a, reason: r, source: s}]`)}})
	require.NoError(t, err)
	var named []string
	for _, d := range list {
		assert.Equal(t, "=6.6.0 a r s", d.Releases+" "+d.Instead+" "+d.Reason+" "+d.Source)
		named = append(named, d.Guide+" "+d.Promise)
	}
	assert.Equal(t, []string{"clavex popup", "clavex redirect", "entra popup", "entra redirect"}, named)
}

func TestUnusedEntriesAreThoseThatNoCellRestsOn(t *testing.T) {
	t.Parallel()
	list, err := verdict.LoadDrift(fstest.MapFS{"drift.yaml": {Data: []byte(listed)}})
	require.NoError(t, err)
	cell := func(guide, version, scheme string) verdict.Cell {
		r, err := release.New(version)
		require.NoError(t, err)
		return verdict.Cell{Guide: guide, Promise: "popup", Release: r, Scheme: scheme}
	}
	for name, c := range map[string]struct {
		cells []verdict.Cell
		want  []string // reasons
	}{
		"all used":                       {[]verdict.Cell{cell("entra", "3.18.2", "https"), cell("clavex", "8.9.0", "https"), cell("clavex", "8.9.0", "http")}, nil},
		"hidden by a closer one":         {[]verdict.Cell{cell("clavex", "3.18.2", "https")}, []string{"general"}},
		"outside of the range":           {[]verdict.Cell{cell("entra", "8.9.0", "https"), cell("clavex", "8.9.0", "https")}, []string{"general"}},
		"a scheme that nobody has asked": {nil, []string{"general", "exact"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			unused, err := list.Unused(c.cells)
			require.NoError(t, err)
			var got []string
			for _, d := range unused {
				got = append(got, d.Reason)
			}
			assert.Equal(t, c.want, got)
		})
	}
}
