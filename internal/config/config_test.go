package config_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/config"
)

func known() config.Known {
	return config.Known{
		Stacks: []string{"embedded"}, Engines: []string{"chromedp", "rod"},
		Guides: []string{"authentik", "clavex"}, Releases: []string{"7.1.0", "8.9.0"}, DefaultRelease: "8.9.0",
	}
}

func lookup(env map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) { v, ok := env[name]; return v, ok }
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	got, err := config.Read(lookup(nil), known())
	require.NoError(t, err)
	want := config.Config{
		Stack: "embedded", Guides: []string{"authentik", "clavex"}, Releases: []string{"8.9.0"},
		Engine: "chromedp", Keep: "never", Evidence: "failed", Images: "published", Provider: "default", ProviderURL: "http://127.0.0.1:9999",
	}
	assert.Empty(t, cmp.Diff(want, got))
}

func TestSelection(t *testing.T) {
	t.Parallel()
	got, err := config.Read(lookup(map[string]string{
		"GONOGO_GUIDES": " clavex ,clavex", "GONOGO_RELEASES": "all", "GONOGO_ENGINE": "rod",
		"GONOGO_HEADFUL": "1", "GONOGO_KEEP": "failure", "GONOGO_EVIDENCE": "all", "GONOGO_BROWSER": "/opt/chrome",
	}), known())
	require.NoError(t, err)
	want := config.Config{
		Stack: "embedded", Guides: []string{"clavex"}, Releases: []string{"7.1.0", "8.9.0"},
		Engine: "rod", Headful: true, Keep: "failure", Evidence: "all", Browser: "/opt/chrome", Images: "published", Provider: "default", ProviderURL: "http://127.0.0.1:9999",
	}
	assert.Empty(t, cmp.Diff(want, got))
}

func TestReleasesThatAreNotListedComeLast(t *testing.T) {
	t.Parallel()
	words := known()
	words.OtherRelease = func(version string) error {
		if version == "7.3.6" {
			return nil
		}
		return errors.New("there is no such release")
	}
	for selection, want := range map[string][]string{
		"7.3.6":             {"7.3.6"},
		"7.3.6,8.9.0,7.3.6": {"8.9.0", "7.3.6"},
		"all,7.3.6":         {"7.1.0", "8.9.0", "7.3.6"},
		"default":           {"8.9.0"},
	} {
		got, err := config.Read(lookup(map[string]string{"GONOGO_RELEASES": selection}), words)
		require.NoError(t, err)
		assert.Equal(t, want, got.Releases, selection)
	}
	_, err := config.Read(lookup(map[string]string{"GONOGO_RELEASES": "7.1.0,latest"}), words)
	require.EqualError(t, err, "GONOGO_RELEASES=latest: there is no such release")
}

func TestSecretsAreReadAndNotPrinted(t *testing.T) {
	t.Parallel()
	got, err := config.Read(lookup(map[string]string{"GONOGO_ADMIN_PASSWORD": "open sesame", "GONOGO_MONGO_URL": "mongodb://u:sesame@db"}), known())
	require.NoError(t, err)
	assert.Equal(t, "open sesame", got.AdminPassword.Reveal())
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v %s", got, got, got, got.AdminPassword), "sesame")
}

func TestUnknownValuesNameTheKnownOnes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ variable, value, want string }{
		"stack":      {"GONOGO_STACK", "moon", "GONOGO_STACK=moon is not known; known values: embedded"},
		"guide":      {"GONOGO_GUIDES", "clavex,okta", "GONOGO_GUIDES=okta is not known; known values: all, default, authentik, clavex"},
		"release":    {"GONOGO_RELEASES", "7.1", "GONOGO_RELEASES=7.1 is not known; known values: all, default, 7.1.0, 8.9.0"},
		"engine":     {"GONOGO_ENGINE", "lynx", "GONOGO_ENGINE=lynx is not known; known values: chromedp, rod"},
		"keep":       {"GONOGO_KEEP", "maybe", "GONOGO_KEEP=maybe is not known; known values: always, failure, never"},
		"provider":   {"GONOGO_PROVIDER", "real", "GONOGO_PROVIDER=real is not known; known values: default, emulator, live"},
		"evidence":   {"GONOGO_EVIDENCE", "some", "GONOGO_EVIDENCE=some is not known; known values: failed, all, none"},
		"images":     {"GONOGO_IMAGES", "mine", "GONOGO_IMAGES=mine is not known; known values: published, local"},
		"headful":    {"GONOGO_HEADFUL", "yes", "GONOGO_HEADFUL=yes is not known; known values: true, false"},
		"empty list": {"GONOGO_GUIDES", ",", "GONOGO_GUIDES selects nothing; known values: all, default, authentik, clavex"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := config.Read(lookup(map[string]string{c.variable: c.value}), known())
			require.EqualError(t, err, c.want)
		})
	}
}

func TestAGuideFileIsAWholePath(t *testing.T) {
	t.Parallel()
	got, err := config.Read(lookup(map[string]string{"GONOGO_GUIDE_FILE": "/acme/clavex.yaml"}), known())
	require.NoError(t, err)
	assert.Equal(t, "/acme/clavex.yaml", got.GuideFile)
	_, err = config.Read(lookup(map[string]string{"GONOGO_GUIDE_FILE": "clavex.yaml"}), known())
	require.EqualError(t, err, "GONOGO_GUIDE_FILE=clavex.yaml is no whole path, and each suite runs in a folder of its own; write $PWD/clavex.yaml")
}

// The documentation must hold the table as it is made from the struct.
func TestDocumentationIsCurrent(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	assert.True(t, strings.Contains(string(page), config.Markdown()), "README.md lacks this table:\n%s", config.Markdown())
}
