package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
	"gonogo/internal/verdict"
)

func TestReadAFolder(t *testing.T) {
	t.Parallel()
	d, err := report.Read("testdata/night")
	require.NoError(t, err)
	require.Len(t, d.Runs, 1)
	run := d.Runs[0]
	assert.Regexp(t, `^20261120T030001Z-[0-9a-f]{12}$`, run.ID)
	assert.Equal(t, "0123456789abcdef0123456789abcdef01234567", run.Commit)
	assert.Equal(t, "go1.26", run.Go)
	assert.False(t, run.Interrupted)
	assert.Zero(t, run.Failed, "what failed is a scenario")
	assert.Empty(t, run.Output)
	require.Len(t, d.Cases, 4)

	popup := d.Cases[0]
	require.NotNil(t, popup.Story, "the folder is found by its tail")
	assert.Equal(t, "ada opens the login page", popup.Story.Steps[0].Sentence)
	assert.Equal(t, "testdata/night/_artifacts/1001", popup.Artifacts)
	assert.Equal(t, verdict.Kept, popup.Verdict)
	assert.Empty(t, popup.Output)
	assert.Equal(t, "GONOGO_GUIDES=clavex GONOGO_RELEASES=8.9.0 GONOGO_ENGINE=protocol GONOGO_ADMIN_PASSWORD=… "+
		"go run ./scripts/poll --run '^new-person-by-popup$/clavex' ./suites/login", popup.Repeat)

	assert.Equal(t, report.Failed, d.Cases[1].Outcome)
	assert.Contains(t, d.Cases[1].Output, "✗ ada logs in (5 ms)")
	assert.Empty(t, d.Cases[2].Artifacts, "the folder was left on another machine")
	assert.Nil(t, d.Cases[3].Story, "it is of another format")
	assert.Equal(t, []string{
		"run " + run.ID + ": the artifacts of 1 of 4 cases are not there, such as those of TestLogin/button-on-sign-up-page/entra/8.9.0",
		"run " + run.ID + `: the story of TestLogin/new-person-by-popup/entra/8.9.0 cannot be told: its format is "gonogo-story/9", and gonogo-story/1 is what can be read`,
	}, d.Gaps)
}

// A download has one folder for each shard, and of a stream that breaks off
// nothing is lost.
func TestReadADownloadOfShards(t *testing.T) {
	t.Parallel()
	d, err := report.Read("testdata/download")
	require.NoError(t, err)
	require.Len(t, d.Runs, 2)
	assert.Equal(t, "a", d.Runs[0].Shard)
	cut := d.Runs[1]
	assert.Equal(t, "b", cut.Shard)
	assert.True(t, cut.Interrupted)
	assert.Contains(t, cut.Output, "# gonogo/suites/login: a compiler said\n")
	require.Len(t, d.Cases, 3)
	assert.Equal(t, report.Unfinished, d.Cases[2].Outcome)
	require.Len(t, d.Gaps, 2)
	assert.Contains(t, d.Gaps[0], "line 22 is no event of go test; its text is kept")
	assert.Contains(t, d.Gaps[1], "line 24, the last one, breaks off")

	d.Expect([]string{"a", "b", "d", "c", "c"})
	assert.Equal(t, []string{"c", "d"}, d.Absent)
}

func TestTheOrderOfPlacesDoesNotMatter(t *testing.T) {
	t.Parallel()
	places := []string{"testdata/night", "testdata/download/shard-b", "testdata/download/shard-a"}
	want, err := report.Read(places...)
	require.NoError(t, err)
	got, err := report.Read(places[2], places[0], places[1])
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(want, got))

	var parts []*report.Document
	for _, place := range places {
		part, err := report.Read(place)
		require.NoError(t, err)
		parts = append(parts, part)
	}
	merged, err := report.Merge(parts...)
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(want, merged))
}

func TestResultsSurviveBeingWritten(t *testing.T) {
	t.Parallel()
	want, err := report.Read("testdata/night", "testdata/download")
	require.NoError(t, err)
	folder := t.TempDir()
	relocated, err := report.Read("testdata/night", "testdata/download")
	require.NoError(t, err)
	require.NoError(t, relocated.Relocate(folder))
	var out bytes.Buffer
	require.NoError(t, report.WriteJSON(&out, relocated))
	file := filepath.Join(folder, report.ResultsFile)
	require.NoError(t, os.WriteFile(file, out.Bytes(), 0o600))
	for _, place := range []string{file, folder} {
		got, err := report.Read(place)
		require.NoError(t, err)
		require.NoError(t, got.Relocate("."))
		assert.Empty(t, cmp.Diff(want, got))
	}
}

func TestWhatCannotBeReadIsTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	place := func(name, content string) string {
		folder := filepath.Join(dir, name, "results")
		require.NoError(t, os.MkdirAll(folder, 0o750))
		if content != "" {
			file := report.EventsFile
			if strings.HasPrefix(name, "document") {
				file = report.ResultsFile
			}
			require.NoError(t, os.WriteFile(filepath.Join(folder, file), []byte(content), 0o600))
		}
		return filepath.Join(dir, name)
	}
	for name, c := range map[string]struct{ place, want string }{
		"nothing there": {filepath.Join(dir, "nowhere"), "there is no folder " + filepath.Join(dir, "nowhere")},
		"no results":    {place("bare", ""), "the folder " + filepath.Join(dir, "bare") + " holds no results: neither events.jsonl nor results.json is in it or below it"},
		"no events":     {place("empty", "\n"), filepath.Join(dir, "empty/results/events.jsonl") + " holds no events of go test"},
		"other format":  {place("document-9", `{"format":"gonogo-results/9"}`), filepath.Join(dir, "document-9/results/results.json") + `: its format is "gonogo-results/9", and gonogo-results/1 is what can be read`},
		"no format":     {place("document-0", `{}`), filepath.Join(dir, "document-0/results/results.json") + `: this is no results.json: it names no format`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := report.Read(c.place, "testdata/night")
			require.EqualError(t, err, c.want)
			assert.Len(t, d.Cases, 4, "the rest is read")
		})
	}
}

func TestTheSameCaseTwiceInOneRunIsAnError(t *testing.T) {
	t.Parallel()
	d, err := report.Read("testdata/night", "testdata/night")
	require.ErrorContains(t, err, "has 4 cases twice, the first is TestLogin/new-person-by-popup/clavex/8.9.0: a result folder was given twice")
	assert.Len(t, d.Cases, 8, "nothing is lost")
	assert.Len(t, d.Runs, 1)
}

// An artifact folder is looked for below the results, wherever it says it is.
func TestArtifactsStayBelowTheResults(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "secret"), 0o750))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "results", "_artifacts"), 0o750))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "secret", report.StoryFile), []byte(`{"format":"gonogo-story/1","steps":[{"sentence":"a secret"}]}`), 0o600))
	require.NoError(t, os.Symlink(filepath.Join(dir, "secret"), filepath.Join(dir, "results", "_artifacts", "link")))
	for _, folder := range []string{"/x/_artifacts/../../secret", "/x/_artifacts/link", filepath.Join(dir, "secret"), "_artifacts/../../secret"} {
		stream := story("clavex", "k", "logs in", map[string]string{report.KeyArtifacts: folder, report.KeyVerdict: "kept", report.KeyExpected: "true"}, "pass")
		require.NoError(t, os.WriteFile(filepath.Join(dir, "results", report.EventsFile), []byte(stream), 0o600))
		d, err := report.Read(filepath.Join(dir, "results"))
		require.NoError(t, err)
		assert.Nil(t, d.Cases[0].Story, folder)
		assert.Empty(t, d.Cases[0].Artifacts, folder)
	}
}
