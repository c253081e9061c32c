package guide_test

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/release"
)

// Any file is a guide whose settings every release can take, or it is refused with
// one sentence that names file and line.
func FuzzGuide(f *testing.F) {
	for _, id := range guide.IDs() {
		raw, err := fs.ReadFile(fixtures.Files, "guides/"+id+".yaml")
		require.NoError(f, err)
		f.Add(raw)
	}
	for _, s := range []string{good, "", "---", "a: &a [*a]", "? {a: b}\n: c", "<<: {id: demo}", "- - - -", "!!binary x", "id: !!float .nan", "1: 2\n", "a: &a [1]\nb: [*a, *a]", "id: \"\\n\"", "\xef\xbb\xbfid: x", "%YAML 9.9\n---\n"} {
		f.Add([]byte(s))
	}
	read, err := guide.Reader(fixtures.Files)
	require.NoError(f, err)
	releases := ends(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		g, err := read("demo.yaml", raw)
		if err != nil {
			problem, ok := errors.AsType[*guide.Problem](err)
			require.True(t, ok, "%T: %v", err, err)
			assert.Positive(t, problem.Line, err)
			assert.NotContains(t, err.Error(), "\n", "one sentence")
			return
		}
		for _, r := range releases {
			_, err := g.Settings(r, map[string]string{"client_id": "rc", "client_secret": "s3cret"})
			require.NoError(t, err)
		}
	})
}

// A statement is translated for every release, or refused with one sentence, and
// what is printed of the client secret's setting is not its value.
func FuzzSettings(f *testing.F) {
	f.Add("Secret", "{client_secret}", "Demo")
	f.Add("Enable", "on", "De mo-\u00fc{x}")
	f.Add("Login Style", "Popup", "")
	f.Add("Field map: name", "{{given_name}} {client_id", "{service}")
	releases := ends(f)
	f.Fuzz(func(t *testing.T, label, value, service string) {
		g := guide.Guide{ID: "demo", Service: service, Statements: []guide.Statement{
			{ID: "demo.one", Kind: guide.KindSetting, Label: label, Value: value},
		}}
		for _, r := range releases {
			got, err := g.Settings(r, map[string]string{"client_id": "rc", "client_secret": "planted-secret"})
			if err != nil {
				assert.NotContains(t, err.Error(), "\n", "one sentence")
				assert.NotContains(t, err.Error(), "planted-secret")
				continue
			}
			for _, s := range got.Settings {
				if label == "Secret" {
					assert.NotContains(t, s.String()+s.GoString(), "planted-secret")
				}
			}
		}
	})
}

// Any unasserted.yaml is read or refused with an error.
func FuzzExcuses(f *testing.F) {
	raw, err := fs.ReadFile(fixtures.Files, "unasserted.yaml")
	require.NoError(f, err)
	f.Add(raw)
	f.Add([]byte("- guide: [x]\n- 7\n"))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, err := guide.LoadExcuses(fstest.MapFS{"unasserted.yaml": {Data: raw}})
		if err != nil {
			assert.NotContains(t, err.Error(), "\n", "one sentence")
		}
	})
}

// ends are the oldest and the newest release.
func ends(t testing.TB) []release.Release {
	t.Helper()
	all, err := release.Load(fixtures.Files)
	require.NoError(t, err)
	return []release.Release{all.Releases[0], all.Releases[len(all.Releases)-1]}
}
