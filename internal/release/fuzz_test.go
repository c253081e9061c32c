package release_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/release"
)

// Any releases.yaml is a catalogue that answers for its own default, or it is
// refused with one sentence.
func FuzzCatalogue(f *testing.F) {
	raw, err := fs.ReadFile(fixtures.Files, "releases.yaml")
	require.NoError(f, err)
	f.Add(raw)
	for _, s := range []string{"", "default: 7.1.0", "releases: [{version: 1}]", "default: x\nreleases: [{version: 99999999999999999999.0.0}]", "releases: &a [*a]", "[]", "default: 1.0.0\nreleases: [{version: 1.0.0}, {version: 1.0.0+x}]"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := release.Load(fstest.MapFS{"releases.yaml": {Data: raw}})
		if err != nil {
			assert.NotContains(t, err.Error(), "\n", "one sentence")
			return
		}
		_, err = c.Resolve(c.Default)
		require.NoError(t, err)
	})
}

// Any text is a version and a range, or it is refused with one sentence.
func FuzzVersion(f *testing.F) {
	for _, s := range []string{"7.1.0", "7.1.0-rc.1", "v7.1.0", "7.1", "", "07.1.0", "7.1.0\n", "18446744073709551616.0.0"} {
		f.Add(s, ">=6.3.0, <7.0.0")
	}
	f.Add("8.9.0", "^x || ~1 - 2, *")
	f.Fuzz(func(t *testing.T, version, constraint string) {
		r, err := release.New(version)
		if err == nil {
			_, err = r.In(constraint)
		}
		if err != nil {
			assert.NotContains(t, err.Error(), "\n", "one sentence")
		}
	})
}
