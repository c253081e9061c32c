package report_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/evidence"
	"gonogo/internal/report"
	"gonogo/internal/report/badge"
	"gonogo/internal/report/compare"
	"gonogo/internal/report/ctrf"
	"gonogo/internal/report/junit"
	"gonogo/internal/report/page"
	"gonogo/internal/report/specimen"
	"gonogo/internal/report/summary"
)

// leak is a text with a secret, as it may be written somewhere.
type leak struct{ text, secret string }

// leaks are secrets of every kind that a login has, in the forms in which they appear.
func leaks() map[string]leak {
	const meteor = "Zk3_x9QvT-1bYw7LrN4mPc8sHd2JfKa6eUgXoVi5tB0" // 43 characters, as Meteor makes them
	return map[string]leak{
		"client secret in a form":     {"grant_type=authorization_code&client_secret=s3cret-of-the-Client&x=1", "s3cret-of-the-Client"},
		"client secret by its looks":  {"registered with aG7kQ2mZ9pX4rT6vB1nC8sD3fH5jL0wY and left", "aG7kQ2mZ9pX4rT6vB1nC8sD3fH5jL0wY"},
		"password in a document":      {`{"user":"ada","password":"correct-horse-9"}`, "correct-horse-9"},
		"access token":                {`{"access_token":"at-0123456789-abc","token_type":"Bearer"}`, "at-0123456789-abc"},
		"access token in a header":    {"Authorization: Bearer at-0123456789-abc", "at-0123456789-abc"},
		"id token":                    {"got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl from it", "eyJzdWIiOiJhZGEifQ"},
		"code":                        {"GET /_oauth/clavex?code=Code-of-one-use-1&state=abc", "Code-of-one-use-1"},
		"credential token and secret": {`{"credentialToken":"cred-token-77","credentialSecret":"cred-secret-77"}`, "cred-secret-77"},
		"credential token":            {`{"credentialToken":"cred-token-77","credentialSecret":"cred-secret-77"}`, "cred-token-77"},
		"login token by its looks":    {"resumed with " + meteor, meteor},
		"login token in a path":       {"/avatar/" + meteor + "/ada", meteor},
		"login token in storage":      {`localStorage.setItem("Meteor.loginToken", "login-token-5")`, "login-token-5"},
		"cookie":                      {"Set-Cookie: rc_token=cookie-value-31; Path=/", "cookie-value-31"},
		"admin token":                 {"X-Auth-Token: admin-token-64", "admin-token-64"},
		"simulator's token":           {"drawn by lot: K7QZ2MXW4T6VBANC5SDAFHAJLJ end", "K7QZ2MXW4T6VBANC5SDAFHAJLJ"},
		"credentials of an address":   {"https://ada:pass-Word-5@id.acme.eu/", "pass-Word-5"},
	}
}

// full is a document with something in every place.
func full(t *testing.T) *report.Document {
	t.Helper()
	d := specimen.Document(2, 1, specimen.Plain())
	d.Absent, d.Gaps = []string{"shard"}, []string{"gap"}
	d.Runs[0].Shard, d.Runs[0].Selection, d.Runs[0].Output, d.Runs[0].Failed = "s", "GONOGO_GUIDES=x", "output", 1
	d.Runs[0].Modified, d.Runs[0].Interrupted = true, true
	r := &d.Cases[0]
	r.Check, r.Mend, r.Statement, r.Findings, r.Unobserved = "c", "mend", "guide00.login", []string{"guide00.login: f"}, []string{"u"}
	r.Trouble = &report.Trouble{Symptom: "s", Cause: "c", Diagnosis: "d", Cure: "not cured: c"}
	r.Story.Hops[0].Error, r.Story.Steps[0].Failure = "e", "f"
	r.Story.Profiles[0].Before = map[string]string{"name": "before"}
	r.Expected, r.Seconds = true, 1
	assertFull(t, reflect.ValueOf(*d), "document")
	return d
}

// assertFull checks that nothing is empty at or below a value, so that a field which is
// added to the document one day must be added here.
func assertFull(t *testing.T, v reflect.Value, path string) {
	t.Helper()
	require.False(t, v.IsZero(), "%s is empty", path)
	switch v.Kind() {
	case reflect.Pointer:
		assertFull(t, v.Elem(), path)
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				assertFull(t, v.Field(i), path+"."+field.Name)
			}
		}
	case reflect.Slice:
		require.NotZero(t, v.Len(), "%s is empty", path)
		assertFull(t, v.Index(0), path)
	default:
	}
}

// planted is a document with a text added to every text, but for words of which the
// format knows each.
func planted(t *testing.T, d *report.Document, text string) *report.Document {
	t.Helper()
	raw, err := json.Marshal(d)
	require.NoError(t, err)
	var tree any
	require.NoError(t, json.Unmarshal(raw, &tree))
	raw, err = json.Marshal(plant(tree, text))
	require.NoError(t, err)
	var with report.Document
	require.NoError(t, json.Unmarshal(raw, &with))
	return &with
}

func plant(tree any, text string) any {
	switch tree := tree.(type) {
	case map[string]any:
		for key, value := range tree {
			if slices.Contains([]string{"format", "made", "started", "ended", "at", "outcome", "verdict"}, key) {
				continue
			}
			tree[key] = plant(value, text)
			if key == "before" || key == "after" {
				fields, ok := tree[key].(map[string]any)
				if ok {
					fields[text] = text
				}
			}
		}
	case []any:
		for i := range tree {
			tree[i] = plant(tree[i], text)
		}
	case string:
		return tree + "\n" + text
	}
	return tree
}

// outputs is everything that is written of a document.
func outputs(t *testing.T, d *report.Document) map[string]string {
	t.Helper()
	before := specimen.Document(2, 0, specimen.Plain())
	before.Runs[0].ID = "run-0"
	found := compare.Compare(before, d)
	all := map[string]string{}
	for name, write := range map[string]func(io.Writer) error{
		"results.json": func(w io.Writer) error { return report.WriteJSON(w, d) },
		"junit.xml":    func(w io.Writer) error { return junit.Write(w, d) },
		"ctrf.json":    func(w io.Writer) error { return ctrf.Write(w, d) },
		"summary.md":   func(w io.Writer) error { return summary.Write(w, d, summary.Inputs{Comparison: &found}) },
		"report.html":  func(w io.Writer) error { return page.Write(w, d, page.Inputs{}) },
		"text":         found.WriteText,
	} {
		var out bytes.Buffer
		require.NoError(t, write(&out), name)
		all[name] = out.String()
	}
	for _, b := range badge.All(d, nil) {
		var out bytes.Buffer
		require.NoError(t, b.Write(&out))
		all[b.File()] = out.String()
	}
	return all
}

func TestASecretInAnyTextIsInNoOutput(t *testing.T) {
	t.Parallel()
	for name, l := range leaks() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := planted(t, full(t), l.text)
			for file, text := range outputs(t, d) {
				if file == "results.json" {
					require.Contains(t, text, l.secret, "without the net it does leak")
				}
			}
			report.Redact(d, nil)
			for file, text := range outputs(t, d) {
				assert.NotContains(t, text, l.secret, file)
			}
		})
	}
}

// A secret of which somebody told has no need of a place, a form or a name.
func TestAKnownSecretIsInNoOutput(t *testing.T) {
	t.Parallel()
	d := planted(t, full(t), "what ada typed was open sesame, as ever")
	report.Redact(d, evidence.NewRedactor("open sesame"))
	for file, text := range outputs(t, d) {
		assert.NotContains(t, text, "sesame", file)
	}
}

// What was in the place of a secret once is one wherever it stands.
func TestWhatIsFoundOnceIsTakenOutEverywhere(t *testing.T) {
	t.Parallel()
	d := full(t)
	d.Cases[0].Title = "logs in with s3cret-of-the-Client, plainly"
	d.Cases[1].Story.Log = []string{"token request: client_secret=s3cret-of-the-Client&x=1"}
	report.Redact(d, nil)
	assert.Equal(t, "logs in with [redacted], plainly", d.Cases[0].Title)
}

func TestOfAPathOnlyTheTokenIsTakenOut(t *testing.T) {
	t.Parallel()
	d := full(t)
	d.Cases[0].Story.Hops[0].Path = "/api/interaction/EaOhZ25oV0Sv5GSrBZvQqmNQ/identifier"
	report.Redact(d, nil)
	assert.Equal(t, "/api/interaction/[redacted]/identifier", d.Cases[0].Story.Hops[0].Path)
}

func TestADocumentWithoutSecretsStaysAsItIs(t *testing.T) {
	t.Parallel()
	d := full(t)
	d.Runs[0].ID, d.Runs[0].Output = "5f2d6a1b9c3e", "--- FAIL: TestLogin/redirect-with-2-tabs/Clavex/8.9.0 (1.20s)\nat 2026-11-20T03:04:05.678Z\n"
	d.Cases[0].Story.Hops[0].Parameters = []string{"client_id=HM0OSmGQEwjyqVXWeBnmzL8ZdMNJlWqfW1CvZcdR", "scope=openid", "Authorization=Basic", "Authorization=Bearer"}
	d.Cases[0].Test = "TestLogin/Redirect-2-Popup-3-Again/clavex/8.9.0"
	d.Cases[0].Artifacts = "_artifacts/TestLogin__Redirect-2-Popup__clavex__8.9.0/1234567890"
	d.Cases[0].Repeat = "GONOGO_RELEASES=8.9.0 go run ./scripts/poll --run '^merge-username-e-mail$/clavex' ./suites/login"
	d.Cases[0].Story.Log = []string{
		`I20261120-03:04:05.678(0) server.js:204 System ➔ startup  Version: 7.1.0 NodeJS Version: 20.18.0 - x64 MongoDB: 6.0.20`,
		"Accounts_OAuth_Custom-Clavex-merge_users is true, Accounts_OAuth_Custom-Clavex2-id_token_sent_via is header",
		"code=[redacted]", "the user a7Kq9ZpLm2XcVb3Nd has no e-mail address", "Enter your password: the field is required",
	}
	want, err := json.Marshal(d)
	require.NoError(t, err)
	report.Redact(d, nil)
	got, err := json.Marshal(d)
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(string(want), string(got)))
}

func TestRedactingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	texts := slices.Sorted(maps.Values(texts()))
	d := planted(t, full(t), strings.Join(texts, "\n"))
	report.Redact(d, nil)
	once, err := json.Marshal(d)
	require.NoError(t, err)
	report.Redact(d, nil)
	twice, err := json.Marshal(d)
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(string(once), string(twice)))
}

func texts() map[string]string {
	all := map[string]string{}
	for name, l := range leaks() {
		all[name] = l.text
	}
	return all
}

func BenchmarkRedact(b *testing.B) {
	d := specimen.Document(10_000, 100, specimen.Plain())
	b.ReportAllocs()
	for b.Loop() {
		report.Redact(d, nil)
	}
}

// The form alone must do for tokens of every length and alphabet that are in use.
func TestATokenIsKnownByItsForm(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		alphabet string
		length   int
	}{
		"Meteor's":       {"23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz-_", 43},
		"base64":         {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 44},
		"letters, short": {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 32},
		"letters, long":  {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 128},
		"rand.Text":      {"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 26},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			draw := rand.New(rand.NewPCG(1, 2)) // the same every time
			const drawn = 2000
			d := &report.Document{}
			for range drawn {
				token := make([]byte, c.length)
				for i := range token {
					token[i] = c.alphabet[draw.IntN(len(c.alphabet))]
				}
				d.Gaps = append(d.Gaps, "got "+string(token)+", it says")
			}
			report.Redact(d, nil)
			missed := len(slices.DeleteFunc(d.Gaps, func(text string) bool { return strings.Contains(text, evidence.Redacted) }))
			assert.Less(t, missed, drawn*3/100, "of %d", drawn)
		})
	}
}
