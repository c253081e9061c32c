package guide_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/guide"
)

// good is a guide in which nothing is wrong; its lines are numbered in the
// sentences below.
const good = `id: demo
title: Demo
publisher: Demo
source: demo.txt
service: Demo
rocketchat_url: https://chat.example
provider_url: https://id.example
redirect_uri: https://chat.example/_oauth/demo
choices:
  - placeholder: text
    value: Log in
    why: the guide leaves it open
statements:
  - id: demo.url
    line: 1
    quote: url
    kind: setting
    topic: url
    label: URL
    value: https://id.example
  - id: demo.text
    line: 2
    quote: text
    kind: setting
    topic: button-label-text
    label: Button Text
    value: "{text}"
  - id: demo.login
    line: 3
    quote: log in
    kind: promise
    topic: login
`

func TestLoadFileSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, old, new, want string }{
		{"syntax error", "title: Demo", "title: [Demo", `demo.yaml:3: the file is not valid YAML: did not find expected ',' or ']' (while parsing a flow sequence that began on line 2)`},
		{"field twice", "title: Demo", "id: demo", `demo.yaml:2: the file is not valid YAML: mapping key "id" already defined at line 1`},
		{"bytes that are no text", "title: Demo", "title: caf\xe9", `demo.yaml:2: the file is not valid YAML: invalid trailing UTF-8 octet (value: 10)`},
		{"no mapping", good, "- demo\n", `demo.yaml:1: the file must be of type object, not array`},
		{"empty file", good, "# nothing\n", `demo.yaml:1: the file is empty, a guide was expected`},
		{"unknown field", "title: Demo", "title: Demo\ncolour: red", `demo.yaml:3: colour is no known field; known fields: choices, id, provider_url, publisher, redirect_uri, registration, rocketchat_url, service, source, statements, title, written`},
		{"misspelt field of a choice", "why: the", "because: the", `demo.yaml:10: choices[0].why is missing`},
		{"missing field", "publisher: Demo\n", "", `demo.yaml:1: publisher is missing`},
		{"missing field of a statement", "    quote: text\n", "", `demo.yaml:21: statements[1].quote is missing`},
		{"setting without value", "    value: https://id.example\n", "", `demo.yaml:14: statements[0].value is missing`},
		{"promise with label", "    topic: login", "    topic: login\n    label: Login", `demo.yaml:33: statements[2].label does not belong to a statement of this kind`},
		{"symptom without cause", "kind: promise", "kind: symptom\n    symptom: s\n    fix: f", `demo.yaml:28: statements[2].cause is missing`},
		{"wrong kind", "kind: promise", "kind: wish", `demo.yaml:31: statements[2].kind must be one of setting, provider-step, promise, verification, symptom, not "wish"`},
		{"line not positive", "line: 2", "line: 0", `demo.yaml:22: statements[1].line must be 1 or more, not 0`},
		{"line not a number", "line: 2", "line: two", `demo.yaml:22: statements[1].line must be of type integer, not string`},
		{"boolean for a text", `value: "{text}"`, "value: true", `demo.yaml:27: statements[1].value must be of type string, not boolean (put the value in quotes)`},
		{"date for a text", `value: "{text}"`, "value: 2026-01-02", `demo.yaml:27: statements[1].value must be of type string, not date (put the value in quotes)`},
		{"empty text", "title: Demo", `title: ""`, `demo.yaml:2: title must not be empty`},
		{"long quote", "quote: text", "quote: " + strings.Repeat("x", 81), `demo.yaml:23: statements[1].quote must be at most 80 characters long, not 81`},
		{"no statements", good[strings.Index(good, "statements:"):], "statements: []\n", `demo.yaml:13: statements must have at least one entry`},
		{"trailing slash", "https://id.example\nredirect", "https://id.example/\nredirect", `demo.yaml:7: provider_url must be an http or https address without trailing slash, not "https://id.example/"`},
		{"bad guide id", "id: demo\n", "id: De mo\n", `demo.yaml:1: id must be lower-case letters, digits and hyphens, not "De mo"`},
		{"bad statement id", "id: demo.text", "id: text", `demo.yaml:21: statements[1].id must be the guide's id, a dot, and lower-case letters, digits and hyphens, not "text"`},
		{"another guide's id", "id: demo.text", "id: clavex.text", `demo.yaml:21: statements[1].id must begin with "demo.", the id of the guide, not "clavex.text"`},
		{"id twice", "id: demo.text", "id: demo.url", `demo.yaml:21: statements[1].id must be unique, but "demo.url" is taken by line 14`},
		{"choice twice", "statements:\n", "  - {placeholder: text, value: a, why: b}\nstatements:\n", `demo.yaml:13: choices[1].placeholder must be unique, but "text" is taken by line 10`},
		{"choice of the run", "placeholder: text", "placeholder: client_id", `demo.yaml:10: choices[0].placeholder must not be "client_id", which is filled at run time`},
		{"value that nothing fills", "{text}", "{colour}", `demo.yaml:27: statements[1].value uses the placeholder {colour}, which neither a choice nor the run fills; a run fills {client_id}, {client_secret}`},
		{"field that nothing fills", "service: Demo", `service: "{client_id}"`, `demo.yaml:5: service uses the placeholder {client_id}, which no choice fills`},
		{"service without a key", "service: Demo", `service: "–"`, `demo.yaml:5: service must hold a letter from a to z, a digit or an underscore, not "–"`},
		{"unknown label", "label: Button Text", "label: Colour", `demo.yaml:26: statements[1].label must be a label of the administration pages, not "Colour"; known labels: ` + labels},
		{"topic of another label", "topic: url", "topic: scope", `demo.yaml:18: statements[0].topic must be "url", the topic of the label "URL", not "scope"`},
		{"unknown option", setting("Button Text", "button-label-text"), setting("Login Style", "login-style"), `demo.yaml:27: statements[1].value must be an option of the administration pages, not "Log in"; known values: Redirect, Popup, Default`},
		{"unknown switch", setting("Button Text", "button-label-text"), setting("Merge users", "merge-users"), `demo.yaml:27: statements[1].value must be on or off, not "Log in"; known values: on, true, yes, enable, enabled, off, false, no, disable, disabled`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, good, c.old)
			folder := t.TempDir()
			path := filepath.Join(folder, "demo.yaml")
			require.NoError(t, os.WriteFile(path, []byte(strings.Replace(good, c.old, c.new, 1)), 0o600))
			_, err := guide.LoadFile(path, fixtures.Files)
			require.Error(t, err)
			assert.Equal(t, c.want, strings.TrimPrefix(err.Error(), folder+"/"))
		})
	}
}

// setting is the part of the good guide that names label and topic.
func setting(label, topic string) string { return "topic: " + topic + "\n    label: " + label }

const labels = "Enable, URL, Token Path, Token Sent Via, Identity Token Sent Via, Identity Path, Authorize Path, Scope, " +
	"Param Name for access token, Id, Secret, Login Style, Button Text, Button Text Color, Button Color, Key Field, " +
	"Username field, Email field, Name field, Avatar field, Roles/Groups field name, " +
	"Roles/Groups field for channel mapping, User Data Group Map, Map Roles/Groups to channels, OAuth Group Channel Map, " +
	"Merge Roles from SSO, Roles to Sync, Merge users, Merge users from distinct services, Show Button on Login Page, " +
	"Field map: name, Field map: email, Field map: username, Field map: avatar, Allow Name Change, Allow Username Change, " +
	"Allow Email Change, Allow Password Change for OAuth Users, Enable Two Factor Authentication, Registration Form"

func TestLoadFileTakesAGoodGuide(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "anything.yaml")
	require.NoError(t, os.WriteFile(path, []byte(good), 0o600))
	g, err := guide.LoadFile(path, fixtures.Files)
	require.NoError(t, err)
	assert.Equal(t, "demo", g.ID)
	assert.Len(t, g.Statements, 3)
}

func TestLoadOwnTakesGuidesOfKnownProviders(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "anything.yaml")
	require.NoError(t, os.WriteFile(path, []byte(strings.ReplaceAll(good, "id: demo", "id: clavex")), 0o600))
	g, err := guide.LoadOwn(path, fixtures.Files)
	require.NoError(t, err)
	assert.Equal(t, "clavex", g.ID)
	assert.Len(t, g.Statements, 3)

	require.NoError(t, os.WriteFile(path, []byte(good), 0o600))
	_, err = guide.LoadOwn(path, fixtures.Files)
	require.EqualError(t, err, path+`:1: id must name a provider that gonogo can run, not "demo"; known: authentik, clavex, encvoy, entra, miniorange`)

	_, err = guide.LoadOwn("absent.yaml", fixtures.Files)
	assert.EqualError(t, err, "reading the guide absent.yaml: no such file or directory")
}

func TestLoadRefusesAFileNamedAfterAnotherGuide(t *testing.T) {
	t.Parallel()
	raw, err := fs.ReadFile(fixtures.Files, "schemas/guide.schema.json")
	require.NoError(t, err)
	files := fstest.MapFS{
		"schemas/guide.schema.json": {Data: raw},
		"guides/clavex.yaml":        {Data: []byte(good)},
	}
	_, err = guide.Load(files, "clavex")
	assert.EqualError(t, err, `guides/clavex.yaml:1: id must be "clavex" as the file is named, not "demo"`)

	_, err = guide.Load(files, "entra")
	assert.EqualError(t, err, "reading the guide guides/entra.yaml: file does not exist")

	_, err = guide.Load(fstest.MapFS{}, "clavex")
	assert.EqualError(t, err, "reading the schema of guides: open schemas/guide.schema.json: file does not exist")
}

func TestLoadListsTheKnownGuides(t *testing.T) {
	t.Parallel()
	_, err := guide.Load(fixtures.Files, "okta")
	assert.EqualError(t, err, `unknown guide "okta"; known guides: authentik, clavex, encvoy, entra, miniorange`)
}

func TestLoadFileOfAnAbsentFile(t *testing.T) {
	t.Parallel()
	_, err := guide.LoadFile("absent.yaml", fixtures.Files)
	assert.EqualError(t, err, "reading the guide absent.yaml: no such file or directory")
}
