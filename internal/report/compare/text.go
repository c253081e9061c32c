package compare

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"gonogo/internal/report"
)

// most is how many findings of a kind a text shows one by one.
const most = 25

// heading is what a text calls the findings of a kind.
func (k Kind) heading() string {
	return map[Kind]string{
		Broke: "new breaks", Healed: "known breaks that hold now (remove them from drift.yaml)", Failed: "runs that are not whole",
		Missing: "missing shards", Vanished: "vanished", Unsupported: "newly unsupported", Flaky: "flaky", Slower: "slower",
		Still: "unexpected as before", Changed: "changed", Mended: "mended", Listed: "known by now", Appeared: "appeared",
	}[k]
}

// WriteText prints the comparison for a terminal.
func (c Comparison) WriteText(w io.Writer) error {
	var b strings.Builder
	if len(c.Findings) == 0 {
		b.WriteString("nothing new" + c.between() + "\n")
	}
	for _, kind := range Kinds() {
		found := c.Of(kind)
		if len(found) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s%s: %d\n", kind.heading(), c.between(), total(found))
		for _, f := range found[:min(len(found), most)] {
			fmt.Fprintf(&b, "  %s\n      %s\n", oneLine(f.Title), oneLine(f.Text))
			if kind.Serious() && f.New != nil {
				fmt.Fprintf(&b, "      again: %s\n", oneLine(f.New.Repeat))
			}
		}
		if n := len(found) - most; n > 0 {
			fmt.Fprintf(&b, "  and %d more\n", n)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// between tells the commits where both are known.
func (c Comparison) between() string {
	switch {
	case c.Since == "" || c.Now == "":
		return ""
	case c.Since == c.Now:
		return " (at the same commit, " + short(c.Now) + ")"
	}
	return " (since " + short(c.Since) + ", at " + short(c.Now) + ")"
}

// total counts the cases that findings are about, or the findings.
func total(found []Finding) int {
	n := 0
	for _, f := range found {
		n += max(1, f.Cases)
	}
	return n
}

// oneLine is a text that anybody may have written, on one line of a terminal.
func oneLine(text string) string {
	return strings.Join(strings.Fields(report.Plain(text)), " ")
}

// IssueTitle is one line: what is new and most important, and how much besides.
func (c Comparison) IssueTitle() string {
	serious := c.serious()
	if len(serious) == 0 {
		return "Nothing new"
	}
	title := oneLine(fmt.Sprintf("%s: %s", serious[0].Kind, serious[0].Title))
	if n := total(serious) - max(1, serious[0].Cases); n > 0 {
		title += fmt.Sprintf(", and %d more", n)
	}
	return title
}

func (c Comparison) serious() []Finding {
	return slices.DeleteFunc(slices.Clone(c.Findings), func(f Finding) bool { return !f.Kind.Serious() })
}
