package chromium

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bare is a machine on which only the given programs can be run.
func bare(programs ...string) machine {
	return machine{
		environment: func(string) string { return "" },
		lookPath: func(name string) (string, error) {
			for _, p := range programs {
				if p == name {
					return "/usr/bin/" + name, nil
				}
			}
			return "", exec.ErrNotFound
		},
		run:      func(context.Context, string, ...string) error { return errors.New("unexpected command") },
		download: func(context.Context) (string, error) { return "", errors.New("no route to host") },
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		programs []string
		variable string
		headful  bool
		want     string
		problem  string
	}{
		"the shell first":       {programs: []string{"chromium", "chromium-headless-shell"}, want: "/usr/bin/chromium-headless-shell"},
		"no shell with windows": {programs: []string{"chromium", "chromium-headless-shell"}, headful: true, want: "/usr/bin/chromium"},
		"chromium":              {programs: []string{"chromium", "google-chrome"}, want: "/usr/bin/chromium"},
		"chrome":                {programs: []string{"google-chrome"}, want: "/usr/bin/google-chrome"},
		"the variable first":    {programs: []string{"chromium", "mine"}, variable: "mine", want: "/usr/bin/mine"},
		"a variable in error":   {programs: []string{"chromium"}, variable: "mine", problem: "GONOGO_BROWSER=mine names no program that can be run: correct or unset it"},
		"nothing":               {problem: "no browser found: neither GONOGO_BROWSER nor PATH names chromium or google-chrome; run `make setup` to install one"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := bare(c.programs...)
			m.environment = func(string) string { return c.variable }
			path, err := m.find(t.Context(), c.headful)
			if c.problem != "" {
				assert.EqualError(t, err, c.problem)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, path)
		})
	}
}

func TestEnsureKeepsWhatIsThere(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]machine{
		"no root":        bare("chromium", "apt-get"),
		"no apt-get":     bare("chromium"),
		"shell is there": bare("chromium", "chromium-headless-shell", "apt-get"),
	} {
		path, err := m.ensure(t.Context())
		require.NoError(t, err, name)
		assert.Contains(t, path, "/usr/bin/chromium", name)
	}
}

func TestEnsureAddsTheShell(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		offered bool
		want    string
	}{
		"Debian has it":   {true, "/usr/bin/chromium-headless-shell"},
		"Ubuntu has none": {false, "/usr/bin/chromium"},
	} {
		installed := []string{"apt-get", "chromium"}
		m := bare()
		m.lookPath = func(name string) (string, error) { return bare(installed...).lookPath(name) }
		m.root = true
		m.run = func(_ context.Context, _ string, args ...string) error {
			if args[0] == "install" && !c.offered {
				return errors.New("exit status 100: E: Unable to locate package")
			}
			if args[0] == "install" {
				installed = append(installed, args[len(args)-1])
			}
			return nil
		}
		path, err := m.ensure(t.Context())
		require.NoError(t, err, name)
		assert.Equal(t, c.want, path, name)
	}
}

func TestEnsureInstallsThePackage(t *testing.T) {
	t.Parallel()
	installed := []string{"apt-get"}
	m := bare()
	m.lookPath = func(name string) (string, error) { return bare(installed...).lookPath(name) }
	m.root = true
	var commands []string
	m.run = func(_ context.Context, name string, args ...string) error {
		commands = append(commands, name+" "+strings.Join(args, " "))
		if args[0] == "install" {
			installed = append(installed, args[3])
		}
		return nil
	}
	path, err := m.ensure(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "/usr/bin/chromium-headless-shell", path)
	assert.Equal(t, []string{
		"apt-get update", "apt-get install --yes --no-install-recommends chromium fonts-liberation",
		"apt-get update", "apt-get install --yes --no-install-recommends chromium-headless-shell",
	}, commands)
}

func TestEnsureDownloads(t *testing.T) {
	t.Parallel()
	m := bare("apt-get") // but not root
	m.download = func(context.Context) (string, error) { return "/cache/chrome", nil }
	path, err := m.ensure(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "/cache/chrome", path)
}

func TestEnsureSaysWhatToDo(t *testing.T) {
	t.Parallel()
	const advice = ", and the download failed (no route to host); install chromium or google-chrome, or set GONOGO_BROWSER to its program"
	for name, c := range map[string]struct {
		m    machine
		want string
	}{
		"no Debian": {bare(), "this is no Debian or Ubuntu (there is no apt-get)"},
		"no root":   {bare("apt-get"), "apt-get needs root"},
		"no mirror": {func() machine {
			m := bare("apt-get")
			m.root = true
			m.run = func(context.Context, string, ...string) error { return errors.New("exit status 100: E: no mirror") }
			return m
		}(), "apt-get update failed (exit status 100: E: no mirror)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := c.m.ensure(t.Context())
			assert.EqualError(t, err, "no browser could be installed: "+c.want+advice)
		})
	}
}
