package report_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
)

// Any stream is read to its end, into a document that can be written and read.
func FuzzEvents(f *testing.F) {
	for _, file := range []string{"testdata/night/events.jsonl", "testdata/download/shard-b/events.jsonl"} {
		raw, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(raw)
	}
	f.Add([]byte(`{"Action":"fail","Package":"p","Test":"///"}` + "\n" + `{"Action":"attr","Test":"a","Key":"gonogo.scenario","Value":"b"}`))
	f.Add([]byte("{\n{\n\x00\xff{}\n[]\nnull\n"))
	f.Fuzz(func(t *testing.T, stream []byte) {
		var c report.Collector
		require.NoError(t, report.Events(bytes.NewReader(stream), func(e report.Event) { c.Add(e) }))
		d := c.Document()
		require.Len(t, d.Runs, 1)
		var out bytes.Buffer
		require.NoError(t, d.WriteTable(&out))
		require.NoError(t, d.WritePolls(&out))
		out.Reset()
		if err := report.WriteJSON(&out, d); err != nil {
			require.ErrorContains(t, err, "year outside of range", "go test knows no such time")
			return
		}
		_, err := report.ReadJSON(&out)
		require.NoError(t, err)
	})
}

// Any file is refused with one sentence, or read so that it can be written again.
func FuzzResults(f *testing.F) {
	d, err := report.Read("testdata/night", "testdata/download")
	require.NoError(f, err)
	var seed bytes.Buffer
	require.NoError(f, report.WriteJSON(&seed, d))
	f.Add(seed.Bytes())
	for _, s := range []string{
		`{"format":"gonogo-results/1"}`, `{"format":"gonogo-results/9","runs":7}`, `null`, ``, `[]`, `{"format":7}`,
		`{"format":"gonogo-results/1","runs":null,"cases":[{"story":null,"trouble":null,"release":"9x"},{"release":"10.0.0"},{"release":"5x"}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := report.ReadJSON(bytes.NewReader(raw))
		if err != nil {
			require.NotContains(t, strings.TrimSpace(err.Error()), "\n", "one sentence")
			return
		}
		var out bytes.Buffer
		require.NoError(t, d.WriteTable(&out))
		out.Reset()
		require.NoError(t, report.WriteJSON(&out, d))
		again, err := report.ReadJSON(bytes.NewReader(out.Bytes()))
		require.NoError(t, err)
		var twice bytes.Buffer
		require.NoError(t, report.WriteJSON(&twice, again))
		require.Empty(t, cmp.Diff(out.String(), twice.String()))
	})
}
