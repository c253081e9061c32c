package given_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/given"
)

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "people.yaml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestReadPeople(t *testing.T) {
	t.Parallel()
	got, err := given.ReadPeople(file(t, `
- {login: ada, password: open sesame, email: ada@acme.eu, name: Ada, username: ada, groups: [a], email_verified: false}
- {login: bob, password: open sesame, email: bob@acme.eu, name: Bob}
- {login: eve, password: open sesame, email: eve@acme.eu, name: Eve, username: eve, public_profile: false}
`))
	require.NoError(t, err)
	unverified := false
	require.Empty(t, cmp.Diff([]provider.Person{
		{Login: "ada", Password: "open sesame", Email: "ada@acme.eu", Name: "Ada", Username: "ada", Groups: []string{"a"}, EmailVerified: &unverified, PublicProfile: true},
		{Login: "bob", Password: "open sesame", Email: "bob@acme.eu", Name: "Bob"},
		{Login: "eve", Password: "open sesame", Email: "eve@acme.eu", Name: "Eve", Username: "eve"},
	}, got))
}

func TestFaultsInTheFileAreNamedWithoutSecrets(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, want string }{
		"empty":          {"[]", ": lists nobody"},
		"no password":    {"- {login: ada, email: a@b, name: A}", ": the person number 1 has no password"},
		"twice":          {"- &a {login: ada, password: sesame, email: a@b, name: A}\n- *a", " lists ada twice"},
		"unknown field":  {"- {login: ada, secret: sesame}", ":1 is not a list of people"},
		"wrong kind":     {"\n- {login: ada, email_verified: sesame}", ":2 is not a list of people"},
		"not a list":     {"login: sesame", ":1 is not a list of people"},
		"not even YAML":  {"- {login: 'sesame", "is not a list of people"},
		"nothing inside": {"", "is not a list of people"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := given.ReadPeople(file(t, tt.text))
			require.Error(t, err)
			require.Contains(t, err.Error(), tt.want[1:])
			require.NotContains(t, err.Error(), "sesame")
		})
	}
	_, err := given.ReadPeople("/nonexistent/people.yaml")
	require.EqualError(t, err, "reading /nonexistent/people.yaml: no such file or directory")
}
