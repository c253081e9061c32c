// Package specimen makes documents for tests of what is written from them: of any
// size, and with texts as nobody would like to meet them.
package specimen

import (
	"fmt"
	"time"

	"gonogo/internal/report"
	"gonogo/internal/verdict"
)

// Day is when the run of a specimen began.
func Day() time.Time { return time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC) }

// Texts are what a specimen's cases say.
type Texts struct{ Title, Reason, Step, Output, Finding, Log string }

// Plain are texts as they usually are.
func Plain() Texts {
	return Texts{
		Title: "a person logs in by redirect", Reason: "no button on the sign-up page",
		Step: "ada clicks the button of the service", Output: "judge.go:37: broken\n",
		Finding: "clavex.login: the button has another colour", Log: "I20261120 server: started",
	}
}

// Hostile are texts that break what does not escape them: markup, the end of CDATA,
// control characters, what is no UTF-8, mentions, and characters that turn a line.
func Hostile() Texts {
	const all = "<script>alert(1)</script> ]]> --> | `x` ```\n" + "@ada #123 GH-7 [a](javascript:alert(1)) ![i](https://evil.example/x.png) " +
		"\x00\x1b[31m\xff\xfe\ufffe\u202e \"'&amp; </failure></testsuite> <!-- {{.}} \r\nhttps://evil.example *b* _i_ ~s~ \\"
	return Texts{Title: all, Reason: all, Step: all, Output: all, Finding: all, Log: all}
}

// Document has n cases of one run: of fifty scenarios each for guides on fifteen
// releases. Of ten cases one is broken as known, one is unsupported, and every
// bad-th is an unexpected break (0: none).
func Document(n, bad int, texts Texts) *report.Document {
	d := &report.Document{Format: report.Format, Made: Day().Add(time.Hour), Runs: []report.Run{{
		ID: "run-1", Commit: "0123456789abcdef0123456789abcdef01234567", Go: "go1.26", Started: Day(), Ended: Day().Add(time.Hour),
	}}}
	for i := range n {
		d.Cases = append(d.Cases, record(i, bad > 0 && i%bad == 0, texts))
	}
	return d
}

func record(i int, bad bool, texts Texts) report.Record {
	guide, release, scenario := fmt.Sprintf("guide%02d", i/750), fmt.Sprintf("%d.%d.0", 3+i/50%15/3, i/50%3), fmt.Sprintf("scenario-%02d", i%50)
	r := report.Record{
		Run: "run-1", Package: "gonogo/suites/login", Test: "TestLogin/" + scenario + "/" + guide + "/" + release,
		Guide: guide, Release: release, Scenario: scenario, Title: fmt.Sprintf("%s (%d)", texts.Title, i%50), Stack: "embedded", Engine: "chromedp",
		Outcome: report.Passed, Verdict: verdict.Kept, Expected: true,
		Asserts: []string{guide + ".login"}, Started: Day().Add(time.Duration(i) * time.Millisecond), Seconds: float64(i%97) / 10,
		Artifacts: "_artifacts/" + scenario, Repeat: "GONOGO_GUIDES=" + guide + " go run ./scripts/poll --run '^" + scenario + "$'",
		Story: story(texts),
	}
	switch {
	case bad:
		r.Outcome, r.Verdict, r.Expected, r.Reason, r.Output = report.Failed, verdict.Broken, false, texts.Reason, texts.Output
		r.Story.Steps[1].Failure = texts.Reason
	case i%10 == 3:
		r.Verdict, r.Reason, r.Mend, r.Statement = verdict.Broken, texts.Reason, "Merge users: off", guide+".merge"
	case i%10 == 7:
		r.Verdict, r.Reason = verdict.Unsupported, texts.Reason
	}
	if i%10 == 5 {
		r.Findings, r.Unobserved = []string{texts.Finding}, []string{"the users document"}
	}
	return r
}

func story(texts Texts) *report.Story {
	return &report.Story{
		Format:   report.StoryFormat,
		Steps:    []report.Step{{Sentence: texts.Step, Milliseconds: 12}, {Sentence: "the home page opens", Milliseconds: 34.5}},
		Hops:     []report.Hop{{At: Day(), From: "browser", To: "provider", Window: "page-1", Method: "GET", Path: "/authorize", Parameters: []string{"scope=openid"}, Status: 302, Location: "/_oauth/clavex"}},
		Profiles: []report.Profile{{Who: "ada", After: map[string]string{"name": texts.Title}}},
		Log:      []string{texts.Log},
		Pictures: []report.Picture{{File: "page-1.png", Shows: "ada's page-1 when the scenario ended"}},
	}
}
