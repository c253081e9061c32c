package ctrf

import (
	"mime"
	"path"
	"slices"
	"strings"

	"gonogo/internal/report"
	"gonogo/internal/report/outline"
)

// All transcripts together stay below allTexts bytes, one of them below oneText, and
// what is one line below oneLine.
const (
	allTexts = 16 << 20
	oneText  = 16 << 10
	oneLine  = 500
)

// textLimit bounds one transcript where there are many.
func textLimit(many int) int { return min(oneText, allTexts/max(many, 1)) }

func testOf(c outline.Case, limit int) test {
	took := int64(max(c.Seconds, 0) * 1000)
	t := test{
		TestID:   identity(c),
		Name:     named(c.Title, "a scenario without a title"),
		Status:   statusOf(c.Kind),
		Duration: took, Start: milliseconds(c.Started),
		Suite:     []string{line(c.Guide), line(c.Release), line(c.StackWords())},
		Message:   line(c.Why()),
		RawStatus: c.Verdict() + " (" + c.Kind.String() + ")",
		Labels:    labels(c), Type: "e2e", FilePath: line(c.Package), Browser: browser(c.Engine),
		Steps: steps(c.Story), Attachments: attachments(c), Extra: extra(c),
	}
	if t.Start > 0 {
		t.Stop = t.Start + took
	}
	if outline.Simulated(c.Stack) {
		t.Tags = append(t.Tags, "simulator")
	}
	if c.Kind == outline.Drift {
		t.Tags = append(t.Tags, "known drift")
	}
	if c.Kind.Bad() {
		t.Trace = c.Transcript(limit)
	}
	return t
}

// faultOf is what went wrong outside of any case: a report without it would look like
// success.
func faultOf(f outline.Fault, limit int) test {
	return test{
		Name: named(f.Title, "a fault outside of any case"), Status: failed, Suite: []string{"the runs themselves"},
		Message: line(f.Title), Trace: outline.Clip(outline.Clean(f.Text), limit), RawStatus: "outside of any case",
	}
}

func statusOf(k outline.Kind) status {
	switch {
	case k.Bad():
		return failed
	case k == outline.Unsupported:
		return skipped
	}
	return passed
}

// identity is the same for the same case in every run.
func identity(c outline.Case) string {
	i := c.Identity()
	return line(strings.Join([]string{i.Guide, i.Release, i.Scenario, i.Stack, i.Engine}, "/"))
}

func labels(c outline.Case) map[string]string {
	all := map[string]string{}
	for name, value := range map[string]string{
		"guide": c.Guide, "release": c.Release, "scenario": c.Scenario, "stack": c.StackWords(), "engine": c.Engine, "commit": c.Commit(),
	} {
		all[name] = line(value)
	}
	return all
}

// browser is empty for the engine that needs none.
func browser(engine string) string {
	if engine == "protocol" {
		return ""
	}
	return line(engine)
}

func steps(s *report.Story) []step {
	if s == nil {
		return nil
	}
	var all []step
	for _, one := range s.Steps {
		shown := step{Name: line(one.Sentence), Status: passed, Extra: map[string]any{"ms": one.Milliseconds}}
		if one.Failure != "" {
			shown.Status, shown.Extra["failure"] = failed, line(one.Failure)
		}
		all = append(all, shown)
	}
	return all
}

func attachments(c outline.Case) []attachment {
	if c.Story == nil || c.Artifacts == "" {
		return nil
	}
	var all []attachment
	for _, picture := range c.Story.Pictures {
		kind := mime.TypeByExtension(path.Ext(picture.File))
		if kind == "" {
			kind = "application/octet-stream"
		}
		all = append(all, attachment{Name: line(picture.Shows), ContentType: kind, Path: outline.Clean(path.Join(c.Artifacts, picture.File))})
	}
	return all
}

func extra(c outline.Case) map[string]any {
	all := map[string]any{}
	for name, text := range map[string]string{
		"repeat": c.Repeat, "statement": c.Statement, "mend": c.Mend, "artifacts": c.Artifacts, "run": c.Run, "test": c.Test,
	} {
		if text != "" {
			all[name] = outline.Clip(outline.Clean(text), 2*oneLine)
		}
	}
	for name, texts := range map[string][]string{"asserts": c.Asserts, "findings": c.Findings, "unobserved": c.Unobserved} {
		if len(texts) > 0 {
			all[name] = lines(texts)
		}
	}
	if c.Trouble != nil {
		all["trouble"] = map[string]string{
			"symptom": line(c.Trouble.Symptom), "cause": line(c.Trouble.Cause),
			"diagnosis": line(c.Trouble.Diagnosis), "cure": line(c.Trouble.Cure),
		}
	}
	return all
}

func line(text string) string { return outline.Line(text, oneLine) }

func lines(texts []string) []string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = line(text)
	}
	return all
}

// named is a name, which the format wants not to be empty.
func named(text, otherwise string) string {
	if name := line(text); name != "" {
		return name
	}
	return otherwise
}

// each is what of says of the cases, each once, sorted.
func each(cases []outline.Case, of func(outline.Case) string) []string {
	seen := map[string]bool{}
	values := []string{}
	for _, c := range cases {
		if v := line(of(c)); !seen[v] {
			seen[v], values = true, append(values, v)
		}
	}
	slices.Sort(values)
	return values
}

func joined(values []string) string { return strings.Join(values, ", ") }
