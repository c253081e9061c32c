package outline

import (
	"fmt"
	"strings"

	"gonogo/internal/report"
)

// Transcript tells a case to a person who has nothing else to read: what was to be
// proven and where, each step, what the reader should know, and the one command
// that plays it again. It is clean and has at most limit bytes; what is left out is
// in the middle, and the command stays.
func (c Case) Transcript(limit int) string {
	end := ending(c)
	return Clip(Clean(c.head()+c.middle()), max(limit-len(end), 0)) + end
}

func (c Case) head() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s, commit %s\nverdict: %s (%s)\n", c.Title, c.Where(), c.Commit(), c.Verdict(), c.Kind)
	line(&b, "reason: ", c.Why())
	line(&b, "statement: ", c.Statement)
	line(&b, "mend: ", c.Mend)
	return b.String()
}

func (c Case) middle() string {
	var b strings.Builder
	if c.Story != nil {
		writeSteps(&b, c.Story.Steps)
	}
	for _, note := range c.Notes() {
		line(&b, "note: ", note)
	}
	if c.Trouble != nil {
		line(&b, "symptom: ", c.Trouble.Symptom)
		line(&b, "cause: ", c.Trouble.Cause)
		line(&b, "diagnosis: ", c.Trouble.Diagnosis)
		line(&b, "cure: ", c.Trouble.Cure)
	}
	if c.Output != "" {
		b.WriteString("output:\n" + c.Output)
		if !strings.HasSuffix(c.Output, "\n") {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// ending is what a transcript never lacks.
func ending(c Case) string {
	var b strings.Builder
	line(&b, "evidence: ", Line(c.Artifacts, 512))
	line(&b, "repeat: ", Line(c.Repeat, 1024))
	return b.String()
}

func line(b *strings.Builder, label, text string) {
	if text != "" {
		b.WriteString(label + text + "\n")
	}
}

func writeSteps(b *strings.Builder, steps []report.Step) {
	for _, s := range steps {
		if s.Failure == "" {
			fmt.Fprintf(b, "  ✓ %s (%.0f ms)\n", s.Sentence, s.Milliseconds)
			continue
		}
		fmt.Fprintf(b, "  ✗ %s (%.0f ms): %s\n", s.Sentence, s.Milliseconds, s.Failure)
	}
}
