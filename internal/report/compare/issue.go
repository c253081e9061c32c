package compare

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"gonogo/internal/report"
)

// detailed is how many findings an issue tells in full; the others are a list.
const detailed = 5

// longest is how much of a text from elsewhere an issue quotes, in characters.
const longest = 600

// WriteIssue writes the text of an issue in Markdown: a title as its first line,
// then what is new, since which commit, the first line of the failure and how to
// repeat it. What servers and people wrote stands as code, where it means nothing.
func (c Comparison) WriteIssue(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", escaped(c.IssueTitle()))
	if between := c.between(); between != "" {
		fmt.Fprintf(&b, "Found%s.\n\n", between)
	}
	serious := c.serious()
	for _, f := range serious[:min(len(serious), detailed)] {
		f.write(&b)
	}
	if len(serious) > detailed {
		b.WriteString("## Also\n\n")
	}
	for i := detailed; i < min(len(serious), detailed+most); i++ {
		fmt.Fprintf(&b, "- %s: %s: %s\n", serious[i].Kind, code(serious[i].Title), code(serious[i].Text))
	}
	if n := len(serious) - detailed - most; n > 0 {
		fmt.Fprintf(&b, "- and %d more\n", n)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (f Finding) write(b *strings.Builder) {
	fmt.Fprintf(b, "## %s: %s\n\n%s\n\n", f.Kind, code(f.Title), code(f.Text))
	switch {
	case f.New == nil:
		return
	case f.Since != "" && f.Now != "":
		fmt.Fprintf(b, "Before: commit %s. Now: commit %s.\n\n", code(f.Since), code(f.Now))
	case f.Now != "":
		fmt.Fprintf(b, "Commit %s.\n\n", code(f.Now))
	}
	if line := FirstFailure(f.New); line != "" {
		fmt.Fprintf(b, "First failure: %s\n\n", code(line))
	}
	fmt.Fprintf(b, "Repeat:\n\n%s\n", block(f.New.Repeat))
}

// FirstFailure is the first line that says what went wrong in a case; empty where
// nothing did.
func FirstFailure(r *report.Record) string {
	if r.Story != nil {
		for _, step := range r.Story.Steps {
			if step.Failure != "" {
				return step.Sentence + ": " + step.Failure
			}
		}
	}
	if r.Outcome == report.Passed {
		return ""
	}
	var first string
	for line := range strings.Lines(r.Output) {
		line = strings.TrimSpace(line)
		if failure, ok := strings.CutPrefix(line, "✗ "); ok {
			return failure
		}
		if first == "" && line != "" && !strings.HasPrefix(line, "=== ") && !strings.HasPrefix(line, "--- ") {
			first = line
		}
	}
	return cmp.Or(r.Reason, first)
}

// escaped is a text on one line in which no character has a meaning for Markdown.
func escaped(text string) string {
	var b strings.Builder
	for _, r := range oneLine(text) {
		switch {
		case r == '@' || r == '#':
			b.WriteString("\\" + string(r) + "\u200b") // nobody is called, no number is a link
		case strings.ContainsRune("\\`*_[]<>|~&", r):
			b.WriteString("\\" + string(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// code is a text on one line as Markdown shows it word for word.
func code(text string) string {
	text = oneLine(text)
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "…"
	}
	fence := strings.Repeat("`", run(text)+1)
	if text == "" {
		return "–"
	}
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// block is a command as Markdown shows it word for word.
func block(text string) string {
	fence := strings.Repeat("`", max(3, run(text)+1))
	return fence + "sh\n" + oneLine(text) + "\n" + fence + "\n"
}

// run is the length of the longest run of backticks.
func run(text string) int {
	longest, n := 0, 0
	for _, r := range text {
		if r != '`' {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
	}
	return longest
}
