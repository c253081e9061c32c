package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
	"gonogo/internal/report/specimen"
)

// A secret that was planted in every text that a run leaves is in no byte that is written.
func TestNoOutputHoldsASecret(t *testing.T) {
	t.Parallel()
	const told, found = "open-sesame-1337", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEtMTMzNyJ9.c2lnbmF0dXJlLW9mLWFkYQ"
	leak := "GET /callback?code=" + found + "&state=x password=" + told
	texts := specimen.Texts{Title: leak, Reason: leak, Step: leak, Output: leak, Finding: leak, Log: leak}
	dir := t.TempDir()
	for name, bad := range map[string]int{"old": 0, "new": 3} {
		d := specimen.Document(20, bad, texts)
		d.Runs[0].Output = leak
		var out bytes.Buffer
		require.NoError(t, report.WriteJSON(&out, d))
		require.Contains(t, out.String(), told)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name+".json"), out.Bytes(), 0o600))
	}
	var printed bytes.Buffer
	lookup := func(name string) (string, bool) { return told, name == "GONOGO_ADMIN_PASSWORD" }
	out := filepath.Join(dir, "out")
	status := process{time.Now, lookup, &printed, &printed}.main([]string{"-out", out, "-against", filepath.Join(dir, "old.json"), filepath.Join(dir, "new.json")})
	require.Equal(t, findings, status, printed.String())
	files := 0
	require.NoError(t, filepath.WalkDir(out, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		raw, err := os.ReadFile(path)
		for _, secret := range []string{told, found, strings.Split(found, ".")[2]} {
			assert.NotContains(t, string(raw), secret, path)
		}
		return err
	}))
	assert.Greater(t, files, 6)
	assert.NotContains(t, printed.String(), told)
	assert.NotContains(t, printed.String(), found)
}
