package scenario

import (
	"strings"
	"testing"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/report"
	"gonogo/internal/verdict"
)

// describe reports what the scenario is about, before anything runs.
func (su *Suite) describe(t *testing.T, s Scenario, g *guide.Guide, r release.Release) {
	t.Helper()
	t.Attr(report.KeyGuide, g.ID)
	t.Attr(report.KeyRelease, r.Version)
	t.Attr(report.KeyScenario, s.Key)
	t.Attr(report.KeyTitle, s.Title)
	t.Attr(report.KeyStack, su.config.StackName())
	t.Attr(report.KeyEngine, su.engineName(s))
	for _, id := range s.statements(g) {
		t.Attr(report.KeyStatement, id)
	}
}

// judge compares what happened with what is known, reports it, and fails the
// test if it is news.
func (r *Run) judge(su *Suite) {
	r.t.Helper()
	j, err := r.verdict(su)
	if err != nil {
		r.t.Error(err)
	}
	r.report(j)
	r.learn()
	r.transcript.clear(r.redactor)
	r.t.Logf("%s for %s on Rocket.Chat %s (%s stack, %s): %s\n%s", r.scenario.Title, r.Guide().ID, r.Release(),
		su.config.StackName(), r.engine.Version(), j.Verdict, &r.transcript)
	if j.Expected && err == nil {
		return
	}
	r.t.Errorf("%s: %s", r.scenario.Title, j.Reason)
}

func (r *Run) verdict(su *Suite) (verdict.Judgement, error) {
	known, err := su.known(r.scenario, r.Guide(), r.Release())
	if err != nil {
		return verdict.Judgement{Verdict: verdict.Broken, Reason: err.Error()}, err
	}
	if r.unsupported != "" && (known == nil || r.nobody) {
		return verdict.Judgement{Verdict: verdict.Unsupported, Expected: true, Reason: r.unsupported}, nil
	}
	if su.ownEdition(known) {
		return verdict.JudgeEdition(r.happened, known), nil
	}
	return verdict.Judge(r.happened, known), nil
}

// report hands the judgement to whoever reads the events of the test.
func (r *Run) report(j verdict.Judgement) {
	r.t.Attr(report.KeyVerdict, string(j.Verdict))
	expected := "false"
	if j.Expected {
		expected = "true"
	}
	r.t.Attr(report.KeyExpected, expected)
	for key, value := range map[string]string{
		report.KeyReason: j.Reason, report.KeyMend: j.Mend, report.KeyBroken: j.Statement, report.KeyCheck: r.tripped,
	} {
		if value != "" {
			r.t.Attr(key, value)
		}
	}
	for _, what := range r.missing {
		r.t.Attr(report.KeyUnobserved, what)
	}
	for _, f := range append(r.configured.Findings, r.findings...) {
		r.t.Attr(report.KeyFinding, f.Statement+": "+f.Text)
	}
}

// known is the drift that is listed for a scenario. The stacks of gonogo's own
// are on https, as the guides print it; an attached Rocket.Chat may be on http.
func (su *Suite) known(s Scenario, g *guide.Guide, r release.Release) (*verdict.Drift, error) {
	return su.drift.Find(verdict.Cell{Guide: g.ID, Promise: s.Key, Release: r, Scheme: su.scheme()})
}

// scheme is that of Rocket.Chat's address.
func (su *Suite) scheme() string {
	if strings.HasPrefix(su.config.URL, "http:") && su.config.Stack == "attached" {
		return "http"
	}
	return "https"
}
