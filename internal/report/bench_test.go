package report_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
	"gonogo/internal/report/specimen"
)

// thousands is as many cases as a night of every guide, release and engine has.
const thousands = 10_000

// eventsOf are the events of go test that a document may have come from.
func eventsOf(tb testing.TB, d *report.Document) []byte {
	tb.Helper()
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	for i := range d.Cases {
		r := &d.Cases[i]
		e := report.Event{Time: r.Started, Package: r.Package, Test: r.Test}
		put := func(action, key, value, output string) {
			e.Action, e.Key, e.Value, e.Output = action, key, value, output
			require.NoError(tb, encoder.Encode(e))
		}
		put("run", "", "", "")
		for _, a := range [][2]string{
			{report.KeyGuide, r.Guide}, {report.KeyRelease, r.Release}, {report.KeyScenario, r.Scenario}, {report.KeyTitle, r.Title},
			{report.KeyStack, r.Stack}, {report.KeyEngine, r.Engine}, {report.KeyStatement, r.Asserts[0]}, {report.KeyVerdict, string(r.Verdict)},
			{report.KeyExpected, "true"}, {report.KeyArtifacts, "/home/runner/results/" + r.Artifacts},
		} {
			put("attr", a[0], a[1], "")
		}
		for range 12 {
			put("output", "", "", "          ✓ ada opens the login page and looks for the button of the service (3 ms)\n")
		}
		put("pass", "", "", "")
	}
	return out.Bytes()
}

// BenchmarkRead reads a folder of 10,000 cases with their stories.
func BenchmarkRead(b *testing.B) {
	folder := b.TempDir()
	d := specimen.Document(thousands, 100, specimen.Plain())
	raw := eventsOf(b, d)
	require.NoError(b, os.WriteFile(filepath.Join(folder, report.EventsFile), raw, 0o600))
	for i := range d.Cases {
		r := &d.Cases[i]
		at := filepath.Join(folder, filepath.FromSlash(r.Artifacts))
		require.NoError(b, os.MkdirAll(at, 0o750))
		tale, err := json.Marshal(r.Story)
		require.NoError(b, err)
		require.NoError(b, os.WriteFile(filepath.Join(at, report.StoryFile), tale, 0o600))
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		got, err := report.Read(folder)
		require.NoError(b, err)
		require.Len(b, got.Cases, thousands)
	}
}

// BenchmarkWriteJSON writes 10,000 cases with their stories.
func BenchmarkWriteJSON(b *testing.B) {
	d := specimen.Document(thousands, 100, specimen.Plain())
	for b.Loop() {
		require.NoError(b, report.WriteJSON(io.Discard, d))
	}
}

// BenchmarkReadJSON reads them again.
func BenchmarkReadJSON(b *testing.B) {
	var out bytes.Buffer
	require.NoError(b, report.WriteJSON(&out, specimen.Document(thousands, 100, specimen.Plain())))
	b.SetBytes(int64(out.Len()))
	for b.Loop() {
		_, err := report.ReadJSON(bytes.NewReader(out.Bytes()))
		require.NoError(b, err)
	}
}
