package page

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/guide"
	"gonogo/internal/report"
	"gonogo/internal/verdict"
)

func places(stack string, releases ...string) []column {
	var all []column
	for _, r := range releases {
		all = append(all, column{Release: r, Stack: stack})
	}
	return all
}

func TestReleasesInWords(t *testing.T) {
	t.Parallel()
	all := append(places("embedded", "3.0.0", "4.0.0", "5.0.0", "6.0.0", "7.0.0"), places("attached", "7.0.0")...)
	for _, c := range []struct {
		in   []string
		want string
	}{
		{[]string{"3.0.0", "4.0.0", "5.0.0", "6.0.0", "7.0.0"}, "every release"},
		{[]string{"3.0.0", "4.0.0", "5.0.0"}, "3.0.0–5.0.0"},
		{[]string{"3.0.0", "4.0.0"}, "3.0.0, 4.0.0"},
		{[]string{"3.0.0", "5.0.0", "6.0.0", "7.0.0"}, "3.0.0, 5.0.0–7.0.0"},
		{[]string{"6.0.0"}, "6.0.0"},
		{nil, ""},
	} {
		set := map[column]bool{}
		for _, at := range places("embedded", c.in...) {
			set[at] = true
		}
		assert.Equal(t, c.want, ranges(all, set, "embedded"))
	}
	assert.Equal(t, "7.0.0", ranges(all, map[column]bool{{"7.0.0", "attached"}: true}, "attached"), "one release is named")
}

func TestHowAScenarioStands(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]report.Record{
		"✓ kept":              {Outcome: report.Passed, Verdict: verdict.Kept, Expected: true},
		"✗ drift":             {Outcome: report.Passed, Verdict: verdict.Broken, Expected: true},
		"! broken":            {Outcome: report.Failed, Verdict: verdict.Broken},
		"! unexpectedly kept": {Outcome: report.Failed, Verdict: verdict.Kept},
		"! failed":            {Outcome: report.Failed, Verdict: verdict.Kept, Expected: true},
		"! no verdict":        {Outcome: report.Failed},
		"! unfinished":        {Outcome: report.Unfinished},
		"– unsupported":       {Outcome: report.Skipped},
	} {
		assert.Equal(t, want, stateOf(c).Sign()+" "+word(c))
	}
}

func TestPathsThatAreNoAddresses(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"_artifacts/1": "_artifacts/1", "../r/_artifacts/1": "../r/_artifacts/1", "./a/../b": "b",
		"/etc/passwd": "", "javascript:alert(1)": "", "https://evil.example": "", `\\evil.example\x`: "", "//evil.example/x": "", "": "",
	} {
		assert.Equal(t, want, relative(given), given)
	}
	assert.Equal(t, "page-1.png", below("page-1.png"))
	assert.Empty(t, below("../page-1.png"))
	assert.Equal(t, "./", prefix(""))
	assert.Equal(t, "./", prefix("https://evil.example"))
	assert.Equal(t, "./../results/", prefix("../results/"))
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"the buttons are dead": "The buttons are dead.", "It ends.": "It ends.", "error_uri_mismatch is not said": "error_uri_mismatch is not said.",
		"entra.login: no button": "entra.login: no button.", "": "", "épreuve": "Épreuve.",
	} {
		assert.Equal(t, want, sentence(given))
	}
}

func TestLetters(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"A", "Z", "A1", "B2"}, []string{letter(0), letter(25), letter(26), letter(53)})
}

// rows annotates a guide of five promises with records.
func rows(t *testing.T, records ...report.Record) annotated {
	t.Helper()
	g := &guide.Guide{ID: "g"}
	for _, id := range []string{"g.a", "g.b", "g.c", "g.d", "g.e"} {
		g.Statements = append(g.Statements, guide.Statement{ID: id, Line: len(g.Statements) + 1, Kind: guide.KindPromise})
	}
	for i := range records {
		records[i].Guide, records[i].Outcome = "g", report.Passed
	}
	a, err := annotate(g, records, Inputs{Guides: []*guide.Guide{g}})
	assert.NoError(t, err)
	return a
}

func drift(release, statement string, asserts ...string) report.Record {
	return report.Record{Release: release, Verdict: verdict.Broken, Expected: true, Reason: "it breaks", Statement: statement, Asserts: asserts}
}

func keeps(release string, asserts ...string) report.Record {
	return report.Record{Release: release, Verdict: verdict.Kept, Expected: true, Asserts: asserts}
}

// The statement that a drift names is at fault; one that it only stands in the way of
// is kept where another scenario shows it.
func TestWhichLineIsAtFault(t *testing.T) {
	t.Parallel()
	a := rows(t, drift("7.1.0", "g.b", "g.a", "g.c"), keeps("7.1.0", "g.a"))
	assert.Equal(t, []state{kept, drifted, hindered, unasserted, unasserted}, worst(a))
	assert.Empty(t, a.Rows[0].Notes)
	assert.Empty(t, a.Rows[1].Notes[0].Lines, "it does not point at itself")
	assert.Equal(t, []line{{"g.b", 2}}, a.Rows[2].Notes[0].Lines)
}

func worst(a annotated) []state {
	var all []state
	for _, r := range a.Rows {
		all = append(all, r.Worst)
	}
	return all
}

// A break that touches many lines is told once.
func TestWhatManyLinesShare(t *testing.T) {
	t.Parallel()
	a := rows(t, drift("6.6.0", "", "g.a", "g.b", "g.c"), drift("6.3.0", "", "g.a"), keeps("7.1.0", "g.a"))
	assert.Len(t, a.Shared, 1)
	assert.Equal(t, "A", a.Shared[0].Letter)
	assert.Equal(t, "6.3.0, 6.6.0", a.Shared[0].Spans[0].Words)
	assert.Empty(t, a.Rows[0].Notes)
	assert.Equal(t, "A", a.Rows[2].Also[0].Letter)
	assert.Equal(t, "6.6.0", a.Rows[2].Also[0].Spans[0].Words)
}

// News is worse than what is known, and that is worse than what is kept.
func TestTheWorstOfARelease(t *testing.T) {
	t.Parallel()
	failed := keeps("7.1.0", "g.a")
	failed.Expected = false
	a := rows(t, keeps("7.1.0", "g.a", "g.b"), drift("7.1.0", "", "g.a"), failed)
	assert.Equal(t, []state{broken, kept, unasserted, unasserted, unasserted}, worst(a))
}

func TestHowFarASymptomHolds(t *testing.T) {
	t.Parallel()
	row := newRow("g", guide.Statement{ID: "g.s", Kind: guide.KindSymptom}, places("embedded", "6.0.0", "7.0.0"))
	for _, c := range []report.Record{
		{Release: "6.0.0", Trouble: &report.Trouble{Cause: "x", Diagnosis: "x", Cure: "cured"}},
		{Release: "7.0.0", Trouble: &report.Trouble{Cause: "x", Diagnosis: "y", Cure: "not cured: too late"}},
	} {
		c.Stack, c.Outcome, c.Verdict, c.Expected = "embedded", report.Passed, verdict.Kept, true
		assert.NoError(t, row.take(c, Inputs{}))
	}
	row.finish("")
	var told []string
	for _, s := range row.Shown {
		line := s.Word + ":"
		for _, at := range s.Yes {
			line += " yes " + at.Words
		}
		for _, at := range s.No {
			line += " no " + at.Words
		}
		told = append(told, line)
	}
	assert.Equal(t, []string{"reproduced: yes 6.0.0, 7.0.0", "diagnosed: yes 6.0.0 no 7.0.0", "cured: yes 6.0.0 no 7.0.0"}, told)
	assert.Equal(t, []string{"named y"}, row.Shown[1].Other)
	assert.Equal(t, []state{kept, drifted}, []state{row.States[0].State, row.States[1].State}, "a fix that does not cure does not hold")
	assert.Equal(t, "too late", row.Notes[0].Text)
}

// A finding that repeats what a break says is told once.
func TestAFindingIsNoEcho(t *testing.T) {
	t.Parallel()
	c := drift("7.1.0", "g.a", "g.a")
	c.Findings = []string{"g.a: it breaks", "g.a: it is blue"}
	notes := rows(t, c).Rows[0].Notes
	assert.Equal(t, []string{"it breaks", "it is blue"}, []string{notes[0].Text, notes[1].Text})
	assert.Equal(t, []string{"✗ drift", "i finding"}, []string{notes[0].Sign() + " " + notes[0].Kind, notes[1].Sign() + " " + notes[1].Kind})
	assert.Len(t, notes, 2)
}

func TestHowATroubleEnds(t *testing.T) {
	t.Parallel()
	for want, c := range map[troubleState]report.Record{
		mended:     {Verdict: verdict.Kept, Expected: true, Outcome: report.Passed, Trouble: &report.Trouble{Cure: "cured"}},
		stays:      {Verdict: verdict.Kept, Expected: true, Outcome: report.Passed, Trouble: &report.Trouble{Cure: "not cured: late"}},
		cannot:     {Verdict: verdict.Unsupported, Expected: true, Outcome: report.Passed, Trouble: &report.Trouble{}},
		unexpected: {Verdict: verdict.Broken, Outcome: report.Failed, Trouble: &report.Trouble{Cure: "cured"}},
	} {
		assert.Equal(t, want, troubleStateOf(c))
	}
}

// An older record of the same case is listed and does not count.
func TestTheNewestRecordCounts(t *testing.T) {
	t.Parallel()
	d := &report.Document{Runs: []report.Run{{ID: "1"}, {ID: "2"}}, Cases: []report.Record{
		{Run: "1", Scenario: "a", Verdict: verdict.Broken}, {Run: "2", Scenario: "a", Verdict: verdict.Kept, Expected: true, Outcome: report.Passed},
	}}
	list := newCatalogue(entries(d), Inputs{})
	assert.Equal(t, []int{1, 0}, list.Superseded)
	assert.Equal(t, 1, newFacts(counting(d)).Kept)
	assert.Equal(t, 0, newFacts(counting(d)).Broken)
}
