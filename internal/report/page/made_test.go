package page_test

import (
	"bytes"
	"time"

	"gonogo/internal/guide"
	"gonogo/internal/report"
	"gonogo/internal/report/compare"
	"gonogo/internal/report/page"
	"gonogo/internal/report/specimen"
	"gonogo/internal/verdict"

	"testing"

	"github.com/stretchr/testify/require"
)

// demo is a guide whose every text is one that a test chose.
func demo(text string) *guide.Guide {
	return &guide.Guide{
		ID: "demo", Title: text, Publisher: text, Written: text,
		Statements: []guide.Statement{
			{ID: "demo.login", Line: 3, Quote: "people log in " + text, Kind: guide.KindPromise, Topic: "login"},
			{ID: "demo.url", Line: 5, Quote: "URL " + text, Kind: guide.KindSetting, Topic: "url", Label: "URL" + text, Value: "https://id.example" + text},
			{ID: "demo.picture", Line: 6, Quote: "a picture " + text, Kind: guide.KindPromise, Topic: "avatar", Note: "read so " + text, Optional: true},
			{ID: "demo.button-hidden", Line: 9, Quote: "no button " + text, Kind: guide.KindSymptom, Topic: "show-button",
				Symptom: "no button " + text, Cause: "it is hidden " + text, Fix: "show it " + text},
		},
	}
}

// entry is a case of the demo guide.
func entry(release, scenario string, asserts ...string) report.Record {
	return report.Record{
		Run: "run-1", Package: "gonogo/suites/login", Test: "TestLogin/" + scenario + "/demo/" + release,
		Guide: "demo", Release: release, Scenario: scenario, Title: scenario, Stack: "embedded", Engine: "protocol",
		Outcome: report.Passed, Verdict: verdict.Kept, Expected: true, Asserts: asserts, Started: specimen.Day(), Seconds: 0.25,
		Repeat: "GONOGO_GUIDES=demo go run ./scripts/poll --run '^" + scenario + "$'",
	}
}

// brokenAs is a case that is broken as known.
func brokenAs(c report.Record, statement, reason, mend string) report.Record {
	c.Verdict, c.Statement, c.Reason, c.Mend = verdict.Broken, statement, reason, mend
	return c
}

// news is a case that is broken, and nobody knew.
func news(c report.Record, reason string) report.Record {
	c.Verdict, c.Expected, c.Outcome, c.Reason, c.Output = verdict.Broken, false, report.Failed, reason, "judge.go:37: "+reason
	return c
}

func troubled(c report.Record, diagnosis, cure string) report.Record {
	c.Trouble = &report.Trouble{Symptom: "no button", Cause: "button-hidden", Diagnosis: diagnosis, Cure: cure}
	return c
}

func document(cases ...report.Record) *report.Document {
	return &report.Document{
		Format: report.Format, Made: specimen.Day().Add(time.Hour), Cases: cases,
		Runs: []report.Run{{ID: "run-1", Commit: "0123456789abcdef0123", Go: "go1.26", Started: specimen.Day(), Ended: specimen.Day().Add(time.Minute)}},
	}
}

// small is a document with one case of everything; its texts end in text.
func small(text string) *report.Document {
	d := document(
		entry("7.1.0", "logs in"+text, "demo.login", "demo.url"),
		news(entry("8.9.0", "logs in"+text, "demo.login"), "a blank page "+text),
		brokenAs(entry("7.1.0", "picture"+text, "demo.picture"), "demo.picture", "no picture is fetched "+text, "give it a picture "+text),
		troubled(entry("7.1.0", "hidden"+text, "demo.button-hidden"), "button-hidden", "cured"),
		troubled(entry("8.9.0", "hidden"+text, "demo.button-hidden"), "secret-wrong"+text, "not cured: too late "+text),
	)
	d.Cases[0].Findings = []string{"demo.url: Rocket.Chat 7.1.0 reads it otherwise " + text}
	d.Cases[0].Unobserved = []string{"the log " + text}
	seen := entry("7.1.0", "observed"+text)
	seen.Guide = report.Observed
	d.Cases = append(d.Cases, seen, news(renamed(seen, "another"+text), "another page "+text))
	for i := range d.Cases {
		d.Cases[i].Story, d.Cases[i].Artifacts = told(text), "_artifacts/1"
	}
	return d
}

func renamed(c report.Record, scenario string) report.Record {
	c.Scenario, c.Title = scenario, scenario
	return c
}

func told(text string) *report.Story {
	at := specimen.Day()
	return &report.Story{
		Format: report.StoryFormat,
		Steps:  []report.Step{{Sentence: "ada opens the page " + text, Milliseconds: 12}, {Sentence: "she is in " + text, Milliseconds: 3, Failure: "she is not " + text}},
		Hops: []report.Hop{
			{At: at, From: "browser", To: "provider", Window: "page-1", Method: "GET", Path: "/authorize" + text, Parameters: []string{"scope=openid" + text, "state"}, Status: 302, Location: "/_oauth/demo" + text},
			{At: at.Add(20 * time.Millisecond), From: "browser", To: "rocketchat", Method: "GET", Path: "/_oauth/demo", Status: 200},
			{At: at.Add(30 * time.Millisecond), From: "rocketchat", To: "cdn.example" + text, Method: "GET", Path: "/picture", Error: "refused " + text},
		},
		Profiles: []report.Profile{{Who: "ada" + text, Before: map[string]string{"name": "Ada"}, After: map[string]string{"name": "Ada" + text, "roles": "user"}}},
		Log:      []string{"a line " + text},
		Pictures: []report.Picture{{File: "page-1.png", Shows: "a page " + text}},
	}
}

// inputs are all inputs, with texts that end in text.
func inputs(text string) page.Inputs {
	earlier := small(text)
	earlier.Cases[1] = entry("8.9.0", "logs in"+text, "demo.login")
	compared := compare.Compare(earlier, small(text))
	return page.Inputs{
		Guides:  []*guide.Guide{demo(text)},
		Excuses: guide.Excuses{{Guide: "demo", Topic: "url", Reason: "nobody looks " + text}},
		Drift: verdict.List{{
			Guide: "demo", Promise: "picture" + text, Releases: "*", Instead: "her initials " + text, Reason: "no picture is fetched", Source: "§6 " + text,
		}},
		Evidence: "results", Comparison: &compared,
	}
}

func written(t testing.TB, d *report.Document, in page.Inputs) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, page.Write(&b, d, in))
	return b.String()
}
