package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
	"gonogo/internal/report/specimen"
)

func TestExitStatuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	written := func(name string, d *report.Document) string {
		var out bytes.Buffer
		require.NoError(t, report.WriteJSON(&out, d))
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, out.Bytes(), 0o600))
		return path
	}
	good := written("good.json", specimen.Document(20, 0, specimen.Plain()))
	bad := written("bad.json", specimen.Document(20, 7, specimen.Plain()))
	for name, c := range map[string]struct {
		args []string
		want int
	}{
		"nothing new":         {[]string{good}, nothingNew},
		"unexpected":          {[]string{bad}, findings},
		"a regression":        {[]string{"-against", good, bad}, findings},
		"help":                {[]string{"-help"}, nothingNew},
		"no results":          {[]string{filepath.Join(dir, "nowhere")}, unable},
		"not all of it":       {[]string{filepath.Join(dir, "nowhere"), bad}, unable},
		"an unknown flag":     {[]string{"-nonsense", good}, unable},
		"against an old form": {[]string{"-against", filepath.Join(dir, "nowhere"), good}, unable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out, errs bytes.Buffer
			p := process{func() time.Time { return time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC) }, os.LookupEnv, &out, &errs}
			assert.Equal(t, c.want, p.main(append([]string{"-out", t.TempDir()}, c.args...)), errs.String()+out.String())
		})
	}
}
