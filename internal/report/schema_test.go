package report_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/report"
	"gonogo/internal/report/specimen"
)

func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for _, each := range []string{"results.schema.json", "story.schema.json"} {
		raw, err := fs.ReadFile(fixtures.Files, "schemas/"+each)
		require.NoError(t, err)
		source, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		require.NoError(t, err)
		require.NoError(t, compiler.AddResource(each, source))
	}
	compiled, err := compiler.Compile(name)
	require.NoError(t, err)
	return compiled
}

func valid(t *testing.T, name string, raw []byte) error {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	require.NoError(t, err)
	return schema(t, name).Validate(document)
}

func TestResultsAreValid(t *testing.T) {
	t.Parallel()
	real, err := report.Read("testdata/night", "testdata/download")
	require.NoError(t, err)
	for name, d := range map[string]*report.Document{
		"read": real, "empty": {Format: report.Format},
		"of any texts": specimen.Document(100, 7, specimen.Hostile()),
	} {
		var out bytes.Buffer
		require.NoError(t, report.WriteJSON(&out, d), name)
		require.NoError(t, valid(t, "results.schema.json", out.Bytes()), name)
	}
	raw, err := os.ReadFile(filepath.Join("testdata", "night", "_artifacts", "1001", report.StoryFile))
	require.NoError(t, err)
	require.NoError(t, valid(t, "story.schema.json", raw))
}

func TestWhatIsNoResultIsNotValid(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		`{"format":"gonogo-results/9","runs":[],"cases":[]}`, `{"format":"gonogo-results/1","runs":[]}`,
		`{"format":"gonogo-results/1","runs":[{"id":"a","commit":"","started":"yesterday","ended":"today"}],"cases":[]}`,
		`{"format":"gonogo-results/1","runs":[],"cases":[{"run":"a"}]}`,
	} {
		require.Error(t, valid(t, "results.schema.json", []byte(raw)), raw)
	}
}

// The schema describes every property that is written, and no other.
func TestTheSchemaIsWhole(t *testing.T) {
	t.Parallel()
	results, tale := schema(t, "results.schema.json"), schema(t, "story.schema.json")
	run, one := results.Properties["runs"].Items2020.Ref, results.Properties["cases"].Items2020.Ref
	for _, c := range []struct {
		schema *jsonschema.Schema
		of     any
	}{
		{results, report.Document{}},
		{run, report.Run{}},
		{one, report.Record{}},
		{one.Properties["trouble"].Ref, report.Trouble{}},
		{tale, report.Story{}},
		{tale.Properties["steps"].Items2020.Ref, report.Step{}},
		{tale.Properties["hops"].Items2020.Ref, report.Hop{}},
		{tale.Properties["profiles"].Items2020.Ref, report.Profile{}},
		{tale.Properties["pictures"].Items2020.Ref, report.Picture{}},
	} {
		var described, written []string
		for name := range c.schema.Properties {
			described = append(described, name)
		}
		of := reflect.TypeOf(c.of)
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			written = append(written, name)
		}
		assert.ElementsMatch(t, written, described, of.Name())
	}
}
