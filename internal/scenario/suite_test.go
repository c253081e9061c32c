package scenario

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
)

// ownGuide writes another edition of one of the project's guides and returns its path.
func ownGuide(t *testing.T, id string, edit *strings.Replacer) string {
	t.Helper()
	raw, err := fs.ReadFile(fixtures.Files, "guides/"+id+".yaml")
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "mine.yaml")
	require.NoError(t, os.WriteFile(path, []byte(edit.Replace(string(raw))), 0o600))
	return path
}

func environment(env map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) { v, ok := env[name]; return v, ok }
}

func TestAGuideOfOnesOwnRunsAlone(t *testing.T) {
	t.Parallel()
	path := ownGuide(t, "encvoy", strings.NewReplacer("title: ", "title: Second edition of "))
	su, err := load(environment(map[string]string{"GONOGO_GUIDE_FILE": path}))
	require.NoError(t, err)
	require.Len(t, su.guides, 1)
	assert.Equal(t, "encvoy", su.guides[0].ID)
	assert.Contains(t, su.guides[0].Title, "Second edition of ")
	assert.Equal(t, []string{"encvoy"}, su.config.Guides)
}

// What is known of Rocket.Chat holds for every guide; what is known of a printed
// statement does not hold for another edition.
func TestAGuideOfOnesOwnIsNotBlamedForThePrintedOne(t *testing.T) {
	t.Parallel()
	own, err := load(environment(map[string]string{
		"GONOGO_GUIDE_FILE": ownGuide(t, "encvoy", strings.NewReplacer()), "GONOGO_RELEASES": "6.6.0,8.9.0",
	}))
	require.NoError(t, err)
	dead, newest := own.releases[0], own.releases[1]
	popup := Scenario{Key: "new-person-by-popup"}

	known, err := own.known(popup, own.guides[0], newest)
	require.NoError(t, err)
	assert.True(t, own.ownEdition(known), "the printed guide's fault, which excuses no other edition")
	known, err = own.known(popup, own.guides[0], dead)
	require.NoError(t, err)
	require.NotNil(t, known, "a regression of the release")
	assert.False(t, own.ownEdition(known))
	assert.Contains(t, known.Mend, "6.6.1")
}

func TestAGuideOfOnesOwnThatCannotRunIsOneSentence(t *testing.T) {
	t.Parallel()
	path := ownGuide(t, "encvoy", strings.NewReplacer())
	okta := ownGuide(t, "encvoy", strings.NewReplacer("id: encvoy", "id: okta"))
	for name, c := range map[string]struct {
		env  map[string]string
		want string
	}{
		"another choice": {
			map[string]string{"GONOGO_GUIDE_FILE": path, "GONOGO_GUIDES": "clavex,entra"},
			"GONOGO_GUIDES=clavex,entra leaves out encvoy, the guide of GONOGO_GUIDE_FILE; leave GONOGO_GUIDES unset",
		},
		"attached": {
			map[string]string{"GONOGO_GUIDE_FILE": path, "GONOGO_STACK": "attached"},
			"GONOGO_GUIDE_FILE is for stacks of gonogo's own, not for GONOGO_STACK=attached; leave it unset there",
		},
		"unknown provider": {
			map[string]string{"GONOGO_GUIDE_FILE": okta},
			`id must name a provider that gonogo can run, not "okta"; known: authentik, clavex, encvoy, entra, miniorange`,
		},
		"no file": {
			map[string]string{"GONOGO_GUIDE_FILE": "/absent.yaml"},
			"reading the guide /absent.yaml: no such file or directory",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := load(environment(c.env))
			require.ErrorContains(t, err, c.want)
		})
	}
}
