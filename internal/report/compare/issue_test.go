package compare_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
	"gonogo/internal/report/compare"
	"gonogo/internal/report/specimen"
)

func TestIssueSaysWhatBrokeSinceWhenAndHowToRepeatIt(t *testing.T) {
	t.Parallel()
	broken := one("login", unexpected)
	broken.Output = "=== RUN   x\n    judge.go:37: login: broken\n          ✓ ada opens the login page (3 ms)\n          ✗ ada logs in (5 ms)\n"
	var out bytes.Buffer
	require.NoError(t, compare.Compare(night(t, 1, "aaaa", "", one("login"), one("merge")), night(t, 2, "bbbb", "", broken)).WriteIssue(&out))
	assert.Equal(t, "# broke: clavex on Rocket.Chat 8.9.0: login (simulator on the embedded stack, protocol), and 1 more\n"+`
Found (since aaaa, at bbbb).

## broke: `+"`clavex on Rocket.Chat 8.9.0: login (simulator on the embedded stack, protocol)`"+`

`+"`was kept, is unexpected: a blank page`"+`

Before: commit `+"`aaaa`. Now: commit `bbbb`"+`.

First failure: `+"`ada logs in (5 ms)`"+`

Repeat:

`+"```sh"+`
go run ./scripts/poll --run '^login$/clavex'
`+"```"+`

## vanished: `+"`clavex on Rocket.Chat 8.9.0: merge (simulator on the embedded stack, protocol)`"+`

`+"`is not there any more`"+`

`, out.String())
}

func TestTheFirstFailureOfAStoryIsAStep(t *testing.T) {
	t.Parallel()
	broken := one("login", unexpected)
	broken.Story = &report.Story{Steps: []report.Step{{Sentence: "ada opens the page"}, {Sentence: "ada logs in", Failure: "a blank page"}}}
	assert.Equal(t, "ada logs in: a blank page", compare.FirstFailure(&broken))
	broken.Story, broken.Output = nil, "=== RUN   x\n    panic: a nil map\n"
	assert.Equal(t, "a blank page", compare.FirstFailure(&broken))
	broken.Reason = ""
	assert.Equal(t, "panic: a nil map", compare.FirstFailure(&broken))
	held := one("login")
	assert.Empty(t, compare.FirstFailure(&held))
}

// What anybody wrote stands as code in an issue, and moves no terminal.
func TestTextsOfOthersMeanNothing(t *testing.T) {
	t.Parallel()
	c := compare.Alone(specimen.Document(100, 3, specimen.Hostile()))
	var text, issue bytes.Buffer
	require.NoError(t, c.WriteText(&text))
	require.NoError(t, c.WriteIssue(&issue))
	assert.NotContains(t, text.String(), "\x1b")
	assert.NotContains(t, text.String(), "\x00")
	assert.Contains(t, text.String(), "  and ", "a long list is cut")
	title, body, _ := strings.Cut(issue.String(), "\n")
	assert.Contains(t, title, `\<script\>`)
	assert.NotContains(t, title, "@ada")
	for line := range strings.Lines(body) {
		if i := strings.Index(line, "<script>"); i >= 0 {
			assert.Contains(t, line[:i], "````", "within a code span longer than any run of backticks in it")
		}
	}
	assert.Less(t, issue.Len(), 65536, "the most that an issue may hold")
}

func TestNoFieldMeansAnything(t *testing.T) {
	t.Parallel()
	c := compare.Alone(specimen.Everywhere(specimen.Hostile().Title))
	var text, issue bytes.Buffer
	require.NoError(t, c.WriteText(&text))
	require.NoError(t, c.WriteIssue(&issue))
	for _, r := range "\x00\x1b\u202e\ufffe" {
		assert.NotContains(t, text.String()+issue.String(), string(r))
	}
	before := strings.Split(issue.String(), "<script>")[0]
	assert.Equal(t, 1, strings.Count(before, "````"), "the first one stands in a code span")
}
