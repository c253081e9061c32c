// Package summary writes summary.md: what has to be known of results first, for the
// page that GitHub shows of a job (GITHUB_STEP_SUMMARY). All that somebody else wrote
// is text there and no markup, mention or reference.
package summary

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"gonogo/internal/report"
	"gonogo/internal/report/compare"
	"gonogo/internal/report/outline"
)

// Limit is the size of a summary in bytes, if no other is asked for. GitHub refuses
// more than 1024 KiB for a step ("upload aborted, supports content up to a size of
// 1024k"), and the step may have something to say of its own.
const Limit = 1_000_000

// least is the smallest limit: below it nothing useful can be said.
const least = 64 << 10

// Inputs are what the summary shows besides the results. All of it may be empty.
type Inputs struct {
	// Comparison is what is new since earlier results; nil: nothing was compared.
	Comparison *compare.Comparison
	// Artifacts is where the page and the evidence are: an address of http or https,
	// or a path relative to the summary.
	Artifacts string
	// Limit is the largest size in bytes; 0 is [Limit]. The least is 64 KiB.
	Limit int
}

// Write makes the summary of a document. What does not fit is left out where it says
// least, and the summary says what and how much.
func Write(w io.Writer, d *report.Document, in Inputs) error {
	if d == nil {
		return errors.New("there are no results to sum up")
	}
	limit := in.Limit
	if limit == 0 {
		limit = Limit
	}
	if limit < least {
		return fmt.Errorf("a summary of %d bytes says nothing; the least is %d", limit, least)
	}
	if _, err := io.WriteString(w, text(d, in, limit)); err != nil {
		return fmt.Errorf("writing the summary: %w", err)
	}
	return nil
}

func text(d *report.Document, in Inputs, limit int) string {
	cases, polls, faults := outline.Cases(d), d.Polls(), outline.Faults(d)
	sections := []section{
		news(in.Comparison, limit),
		faulty(faults),
		decisions(polls, cases),
		unexpected(cases, limit),
		troubles(cases, limit),
		counts(cases),
		slowest(cases),
	}
	head := headline(polls, cases, faults, in.Comparison)
	tail := link(in.Artifacts)
	return head + fit(sections, limit-len(head)-len(tail)) + tail
}

// headline is what somebody reads who reads nothing else.
func headline(polls []report.Cell, cases []outline.Case, faults []outline.Fault, c *compare.Comparison) string {
	going := 0
	for _, p := range polls {
		if p.Poll.Go {
			going++
		}
	}
	bad := outline.Count(cases).Bad()
	parts := []string{fmt.Sprintf("GO on %d of %d guides × releases", going, len(polls)), fmt.Sprintf("%d of %d cases are unexpected", bad, len(cases))}
	worse := serious(c)
	if c != nil {
		parts = append([]string{fmt.Sprintf("%d findings against the earlier results", worse)}, parts...)
	}
	if len(faults) > 0 {
		parts = append(parts, fmt.Sprintf("%d faults outside of cases", len(faults)))
	}
	return fmt.Sprintf("# gonogo: %s\n\n%s%s\n%s", answer(worse, going, len(polls), bad+len(faults)), upgrades(polls), strings.Join(parts, " · "), stacks(cases))
}

// serious counts what fails a build.
func serious(c *compare.Comparison) int {
	n := 0
	if c != nil {
		for _, f := range c.Findings {
			n += one(f.Kind.Serious())
		}
	}
	return n
}

func answer(worse, going, polled, unexpected int) string {
	switch {
	case worse > 0:
		return "worse than before"
	case unexpected > 0:
		return "something unexpected"
	case polled == 0:
		return "nothing was polled"
	case going == polled:
		return "GO"
	}
	return "as known, not everywhere GO"
}

// stacks says on what it was proven, so that no simulator is taken for a real server.
func stacks(cases []outline.Case) string {
	seen := map[string]int{}
	var order []string
	for _, c := range cases {
		words := fmt.Sprintf("%s, %s, commit %s", c.StackWords(), c.Engine, c.Commit())
		if seen[words]++; seen[words] == 1 {
			order = append(order, words)
		}
	}
	var b strings.Builder
	for i, words := range order {
		if i == shownStacks {
			fmt.Fprintf(&b, "\n- and %d more combinations of stack, engine and commit", len(order)-i)
			break
		}
		fmt.Fprintf(&b, "\n- %d cases: %s", seen[words], markdown(words, longLine))
	}
	return b.String() + "\n"
}

// link leads to the page and the evidence, if that is an address.
func link(artifacts string) string {
	if artifacts == "" {
		return ""
	}
	address, err := url.Parse(artifacts)
	if err != nil || address.Scheme != "" && address.Scheme != "http" && address.Scheme != "https" {
		return "\nThe page and the evidence: " + code(artifacts, longLine) + "\n"
	}
	safe := strings.NewReplacer("<", "%3C", ">", "%3E", "\\", "%5C").Replace(address.String())
	return "\n[The page and the evidence](<" + outline.Head(safe, 2000) + ">)\n"
}
