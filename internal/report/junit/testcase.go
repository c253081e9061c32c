package junit

import (
	"fmt"
	"strings"

	"gonogo/internal/report/outline"
)

// testcase writes one case. names counts how often each name has been given: GitLab
// shows but one of several cases with the same name.
func (w *writer) testcase(c outline.Case, names map[string]int) {
	name := outline.Line(fmt.Sprintf("%s [%s]", c.Title, c.Engine), oneLine)
	if names[name]++; names[name] > 1 {
		name = fmt.Sprintf("%s (%d)", name, names[name])
	}
	attributes := []attribute{{"name", name}, {"classname", className(outline.Of(c))}, {"time", seconds(c.Seconds)}}
	w.within("testcase", attributes, func() {
		switch c.Kind {
		case outline.Drift:
			w.element("system-out", nil, outline.Clip(outline.Clean("broken, as known: "+c.Why()), oneLine))
		case outline.Unsupported:
			w.element("skipped", []attribute{{"message", c.Why()}}, "")
		case outline.Unexpected:
			w.wrong("failure", c)
		case outline.Undecided, outline.Unfinished:
			w.wrong("error", c)
		}
	})
}

// wrong says what went wrong, and tells the case in the text: GitLab shows the text
// and not the message.
func (w *writer) wrong(element string, c outline.Case) {
	kind := c.Verdict() + ", " + c.Kind.String()
	w.element(element, []attribute{{"message", c.Why()}, {"type", kind}}, w.transcript(c))
}

// transcript tells the case within the limit. What is escaped takes up to five bytes
// for one, so that a text full of markup is cut earlier.
func (w *writer) transcript(c outline.Case) string {
	text := c.Transcript(w.limit)
	if written := escaped(text); written > w.limit {
		return c.Transcript(w.limit * len(text) / written)
	}
	return text
}

// className is what GitLab takes for the name of the suite. Jenkins takes what stands
// before the last dot for a package.
func className(p outline.Place) string {
	words := []string{stackWords(p.Stack), p.Guide, p.Release}
	for i, word := range words {
		words[i] = strings.ReplaceAll(outline.Line(word, oneLine), ".", "_")
	}
	return strings.Join(words, ".")
}

// faults are what went wrong outside of any case: a report without them would look
// like success.
func (w *writer) faults(faults []outline.Fault) {
	n := tally{tests: len(faults), errors: len(faults)}
	w.within("testsuite", append([]attribute{{"name", "the runs themselves"}}, n.suiteAttributes()...), func() {
		names := map[string]int{}
		for _, f := range faults {
			name := outline.Line(f.Title, oneLine)
			if names[name]++; names[name] > 1 {
				name = fmt.Sprintf("%s (%d)", name, names[name])
			}
			w.within("testcase", []attribute{{"name", name}, {"classname", "gonogo.runs"}, {"time", seconds(0)}}, func() {
				w.element("error", []attribute{{"message", f.Title}, {"type", "outside of any case"}},
					outline.Clip(outline.Clean(f.Text), w.limit))
			})
		}
	})
}
