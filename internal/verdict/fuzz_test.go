package verdict_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/release"
	"gonogo/internal/verdict"
)

// Any drift.yaml is a list that can be asked for any cell, or it is refused with
// one sentence.
func FuzzDrift(f *testing.F) {
	raw, err := fs.ReadFile(fixtures.Files, "drift.yaml")
	require.NoError(f, err)
	f.Add(raw)
	for _, s := range []string{
		"", "- 7", "- guide: [[x]]", "- guide: &a [*a]", "- promise: {a: b}", "[]", "- {}",
		"- {guide: clavex, promise: login, releases: '*', instead: x, reason: y, source: z, settings: {1: 2}}",
		"- {guide: clavex, promise: login, releases: '>=x', instead: x, reason: y, source: z}",
	} {
		f.Add([]byte(s))
	}
	r, err := release.New("7.1.0")
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, raw []byte) {
		list, err := verdict.LoadDrift(fstest.MapFS{"drift.yaml": {Data: raw}})
		if err != nil {
			assert.NotContains(t, err.Error(), "\n", "one sentence")
			return
		}
		for _, d := range list {
			found, err := list.Find(verdict.Cell{Guide: d.Guide, Promise: d.Promise, Release: r, Scheme: d.Scheme})
			if err != nil {
				assert.NotContains(t, err.Error(), "\n", "one sentence")
			} else if found != nil {
				assert.Equal(t, d.Promise, found.Promise)
			}
		}
	})
}
