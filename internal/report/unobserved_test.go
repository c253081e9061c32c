package report_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
)

// What a stack could not check is told beside the verdict, once a check.
func TestUnobservedChecksAreNotes(t *testing.T) {
	t.Parallel()
	var r report.Collector
	for _, a := range [][2]string{
		{report.KeyGuide, "clavex"}, {report.KeyRelease, "8.9.0"}, {report.KeyScenario, "second-login"}, {report.KeyTitle, "the second login"},
		{report.KeyVerdict, "kept"}, {report.KeyExpected, "true"}, {report.KeyUnobserved, "the users document"}, {report.KeyUnobserved, "the log"},
	} {
		require.Nil(t, r.Add(report.Event{Action: "attr", Package: "p", Test: "T/a", Key: a[0], Value: a[1]}))
	}
	c := r.Add(report.Event{Action: "pass", Package: "p", Test: "T/a"})
	require.NotNil(t, c)
	require.Equal(t, []string{"the users document", "the log"}, c.Unobserved)

	var polls strings.Builder
	require.NoError(t, r.Document().WritePolls(&polls))
	require.Equal(t, `GO     clavex on Rocket.Chat 8.9.0: every promise that was asserted is kept
         note: "the second login": unobserved: the users document
         note: "the second login": unobserved: the log
`, polls.String())
}
