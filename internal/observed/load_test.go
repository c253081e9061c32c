package observed

import (
	"bytes"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"

	"gonogo/fixtures"
)

// newSchema compiles the schema of sections.
func newSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	const name = "schemas/observed.schema.json"
	raw, err := fs.ReadFile(fixtures.Files, name)
	require.NoError(t, err)
	source, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource(name, source))
	schema, err := compiler.Compile(name)
	require.NoError(t, err)
	return schema
}

func TestSectionsFollowTheirSchema(t *testing.T) {
	t.Parallel()
	schema := newSchema(t)
	names, err := fs.Glob(fixtures.Files, folder+"/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		raw, err := fs.ReadFile(fixtures.Files, name)
		require.NoError(t, err)
		var data any
		require.NoError(t, yaml.Load(raw, &data))
		document, err := plain(data)
		require.NoError(t, err)
		require.NoError(t, schema.Validate(document), name)

		object(document)["cases"].([]any)[0].(map[string]any)["expects"] = "a field that is none"
		require.ErrorContains(t, schema.Validate(document), "additional properties 'expects' not allowed", name)
	}
}

func TestAllSectionsAreComplete(t *testing.T) {
	t.Parallel()
	sections, err := Load(fixtures.Files)
	require.NoError(t, err)
	for _, s := range sections {
		for _, c := range s.Cases {
			require.Equal(t, s.Section, c.ID[:1], "the id of a case begins with its section")
			names := map[string]bool{}
			for _, r := range c.runs(s) {
				require.False(t, names[r.key()], "%s is there twice", r.key())
				names[r.key()] = true
			}
		}
	}
}

// smallest is a section with one case that says everything it must.
const smallest = `section: Z
title: nothing
release: 7.1.0
service: {url: "{provider}"}
identity: {sub: "1"}
cases:
  - id: Z1
    title: a login
    expect: {login: {status: 200}, in: new, sees: home}
`

func TestErrorsAreOneSentenceWithFileAndLine(t *testing.T) {
	t.Parallel()
	const there, here = "    expect: {login: {status: 200}, in: new, sees: home}\n", "observed/z.yaml"
	for name, c := range map[string]struct{ text, want string }{
		"unknown field":   {smallest + "    expects: {}\n", here + `:10: field expects not found in type observed.Case`},
		"wrong type":      {smallest + "    steps: none\n", here + ":10: cannot construct !!str `none` into []observed.Step"},
		"no YAML":         {"section: [", here + ":2: did not find expected node content"},
		"no expectation":  {smallest[:len(smallest)-len(there)], "z.yaml: the case Z1 expects nothing"},
		"no page":         {smallest[:len(smallest)-len(there)] + "    expect: {login: {status: 200}}\n", "z.yaml: the case Z1 does not say what the person sees"},
		"no login at all": {smallest + "    steps: [{do: configure}]\n", "z.yaml: the case Z1 has no step that logs in"},
		"twice":           {smallest + "  - {id: Z1, title: again, expect: {sees: home}}\n", here + ": the case Z1 is in observed/z.yaml already"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Load(fstest.MapFS{here: {Data: []byte(c.text)}})
			require.EqualError(t, err, c.want)
		})
	}
}

func TestVariantsLieOverTheirCase(t *testing.T) {
	t.Parallel()
	sections, err := Load(fstest.MapFS{"observed/z.yaml": {Data: []byte(smallest + `    service: {scope: openid}
    identity: {name: Ada, email: ada@acme.eu}
    variants:
      - {name: first}
      - {name: second, service: {scope: profile}, identity: {name: null}, style: redirect, expect: {sees: nothing}}
`)}})
	require.NoError(t, err)
	runs := sections[0].Cases[0].runs(sections[0])
	require.Len(t, runs, 2)
	require.Equal(t, map[string]any{"url": "{provider}", "scope": "openid"}, runs[0].Service)
	require.Equal(t, map[string]any{"sub": "1", "name": "Ada", "email": "ada@acme.eu"}, runs[0].Identity)
	require.Equal(t, "home", runs[0].Expect.Sees)
	require.Equal(t, "Z1/second", runs[1].key())
	require.Equal(t, map[string]any{"url": "{provider}", "scope": "profile"}, runs[1].Service)
	require.Equal(t, map[string]any{"sub": "1", "email": "ada@acme.eu"}, runs[1].Identity)
	require.Equal(t, "redirect", runs[1].Style)
	require.Equal(t, &Expect{Sees: "nothing"}, runs[1].Expect)
}
