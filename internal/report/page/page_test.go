package page_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"gonogo/internal/report"
	"gonogo/internal/report/page"
	"gonogo/internal/report/specimen"
)

// The page without scripts and styles, exactly: what somebody reads with JavaScript
// off. GONOGO_UPDATE=1 writes the file anew.
func TestWhatThePageShows(t *testing.T) {
	t.Parallel()
	main := byID(parsed(t, written(t, small(""), inputs(""))), "main")
	var got bytes.Buffer
	require.NoError(t, html.Render(&got, main))
	file := filepath.Join("testdata", "small.html")
	if os.Getenv("GONOGO_UPDATE") != "" {
		require.NoError(t, os.WriteFile(file, got.Bytes(), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got.String())
}

// The same results make the same bytes.
func TestThePageIsTheSameForTheSameResults(t *testing.T) {
	t.Parallel()
	first := written(t, specimen.Document(500, 7, specimen.Plain()), page.Inputs{})
	assert.Equal(t, first, written(t, specimen.Document(500, 7, specimen.Plain()), page.Inputs{}))
}

func TestARegressionComesFirst(t *testing.T) {
	t.Parallel()
	text := words(byID(parsed(t, written(t, small(""), inputs(""))), "changes"))
	assert.Contains(t, text, "! broke")
	assert.Contains(t, text, "demo on Rocket.Chat 8.9.0: logs in")
	assert.Contains(t, text, "GONOGO_GUIDES=demo go run ./scripts/poll --run '^logs in$' Copy")
	all := named(parsed(t, written(t, small(""), inputs(""))), "section")
	assert.Equal(t, "changes", attribute(all[0], "id"))
}

func TestNothingCompared(t *testing.T) {
	t.Parallel()
	assert.Nil(t, byID(parsed(t, written(t, small(""), page.Inputs{})), "changes"))
}

// What keeps results from being whole stands above everything.
func TestWhatIsMissingIsTold(t *testing.T) {
	t.Parallel()
	d := small("")
	d.Absent = []string{"merge-2"}
	d.Runs[0].Interrupted = true
	text := words(byID(parsed(t, written(t, d, page.Inputs{})), "main"))
	assert.Contains(t, text, "These results are not whole. Shard merge-2 is missing.")
	assert.Contains(t, text, "was interrupted")
}

func TestNoResults(t *testing.T) {
	t.Parallel()
	require.EqualError(t, page.Write(&bytes.Buffer{}, nil, page.Inputs{}), "there are no results to show")
	text := words(parsed(t, written(t, &report.Document{Format: report.Format}, page.Inputs{})))
	assert.Contains(t, text, "No scenario ran.")
	assert.NotContains(t, text, "✓ GO")
}

// A simulator's result cannot be mistaken for a real one.
func TestEveryRowSaysWhatItWasPlayedOn(t *testing.T) {
	t.Parallel()
	d := small("")
	for _, c := range d.Cases[:3] {
		c.Stack = "containers"
		d.Cases = append(d.Cases, c)
	}
	root := parsed(t, written(t, d, inputs("")))
	assert.Contains(t, words(root), "Some of these are simulator results.")
	assert.Contains(t, words(byID(root, "why-0")), "demo containers")
	assert.Contains(t, words(byID(root, "why-1")), "demo simulator")
	assert.Contains(t, words(byID(root, "demo.picture")), "7.1.0 containers and 7.1.0 simulator")

	root = parsed(t, written(t, small(""), inputs("")))
	assert.Contains(t, words(root), "Simulator results. No real Rocket.Chat")
	for _, id := range []string{"why-0", "demo.login", "demo.url", "demo.picture", "demo.button-hidden", "observed"} {
		assert.Contains(t, words(byID(root, id)), "simulator", id)
	}
}

func TestTheReasonsForWhatNothingAsserts(t *testing.T) {
	t.Parallel()
	in := inputs("")
	in.Excuses[0].Reason = "nobody looks"
	d := document(entry("7.1.0", "logs in", "demo.login"))
	assert.Contains(t, words(byID(parsed(t, written(t, d, in)), "demo.url")), "Unasserted: nobody looks.")
}

// With more columns than a table has room for, the rows say in words what the cells would.
func TestManyColumnsBecomeWords(t *testing.T) {
	t.Parallel()
	var cases []report.Record
	for _, release := range strings.Fields("3.0.0 3.1.0 3.2.0 3.3.0 3.4.0 3.5.0 4.0.0 4.1.0 4.2.0 4.3.0") {
		for _, stack := range []string{"embedded", "containers"} {
			c := entry(release, "logs in", "demo.login")
			c.Stack = stack
			cases = append(cases, c)
		}
	}
	row := byID(parsed(t, written(t, document(cases...), inputs(""))), "demo.login")
	assert.Empty(t, named(row, "td")[1:], "the line is the only cell")
	assert.Contains(t, words(row), "✓ kept every release containers ; every release simulator")
}
