package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"

	"gonogo/internal/config"
)

const root = "../.."

// workflow is what these tests read of a workflow; actionlint checks the rest.
type workflow struct {
	file        string
	text        string
	Permissions map[string]string      `yaml:"permissions"`
	Env         map[string]string      `yaml:"env"`
	Concurrency map[string]any         `yaml:"concurrency"`
	Jobs        map[string]workflowJob `yaml:"jobs"`
}

type workflowJob struct {
	Timeout     int               `yaml:"timeout-minutes"`
	Permissions map[string]string `yaml:"permissions"`
	Steps       []workflowStep    `yaml:"steps"`
}

type workflowStep struct {
	Uses string            `yaml:"uses"`
	With map[string]any    `yaml:"with"`
	Run  string            `yaml:"run"`
	Env  map[string]string `yaml:"env"`
}

func workflows(t *testing.T) []workflow {
	t.Helper()
	files, err := filepath.Glob(root + "/.github/workflows/*.yml")
	require.NoError(t, err)
	require.Len(t, files, 3)
	var all []workflow
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		w := workflow{file: filepath.Base(file), text: string(raw)}
		require.NoError(t, yaml.Unmarshal(raw, &w), file)
		all = append(all, w)
	}
	return all
}

// steps are those of all jobs, with the name of the job.
func (w workflow) steps(each func(job string, s workflowStep)) {
	for _, name := range slices.Sorted(maps.Keys(w.Jobs)) {
		for _, s := range w.Jobs[name].Steps {
			each(name, s)
		}
	}
}

func TestActionsArePinnedByCommit(t *testing.T) {
	t.Parallel()
	pinned := regexp.MustCompile(`^\s*(- )?uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	commits := map[string]string{}
	for _, w := range workflows(t) {
		for line := range strings.Lines(w.text) {
			line = strings.TrimRight(line, "\n")
			if !strings.Contains(line, "uses:") {
				continue
			}
			assert.Regexp(t, pinned, line, w.file)
			action, commit, _ := strings.Cut(strings.TrimSpace(line), "@")
			action = strings.TrimPrefix(action, "- ")
			if commits[action] == "" {
				commits[action] = commit
			}
			assert.Equal(t, commits[action], commit, "%s: one commit of an action is enough", w.file)
		}
	}
	assert.NotEmpty(t, commits)
}

func TestJobsHaveLeastPermissionsAndAnEnd(t *testing.T) {
	t.Parallel()
	for _, w := range workflows(t) {
		assert.NotNil(t, w.Permissions, w.file)
		assert.Empty(t, w.Permissions, "%s: each job says what it needs", w.file)
		for name, job := range w.Jobs {
			where := w.file + ": " + name
			assert.Positive(t, job.Timeout, where)
			require.NotNil(t, job.Permissions, where)
			for scope, right := range job.Permissions {
				assert.True(t, right == "read" || where == "nightly.yml: issue" && scope == "issues", "%s: %s: %s", where, scope, right)
			}
		}
		if w.file != "guide.yml" { // the caller's
			assert.NotEmpty(t, w.Concurrency, w.file)
		}
	}
}

// What somebody else may have written reaches a shell as a variable only, and the
// token stays out of the work tree.
func TestShellsGetNothingThatOthersWrote(t *testing.T) {
	t.Parallel()
	for _, w := range workflows(t) {
		w.steps(func(job string, s workflowStep) {
			assert.NotContains(t, s.Run, "${{", "%s: %s", w.file, job)
			if strings.HasPrefix(s.Uses, "actions/checkout@") {
				assert.Equal(t, false, s.With["persist-credentials"], "%s: %s", w.file, job)
			}
		})
	}
}

func TestCommandsOfTheWorkflowsExist(t *testing.T) {
	t.Parallel()
	makefile, err := os.ReadFile(root + "/Makefile")
	require.NoError(t, err)
	command := regexp.MustCompile(`make ([a-z-]+)|(\./(?:scripts|suites|internal)/[a-z]+)|(\.github/scripts/[a-z-]+\.sh)`)
	seen := 0
	for _, w := range workflows(t) {
		w.steps(func(job string, s workflowStep) {
			for _, found := range command.FindAllStringSubmatch(s.Run, -1) {
				seen++
				if target := found[1]; target != "" {
					assert.Contains(t, string(makefile), "\n"+target+":", "%s: %s: make %s", w.file, job, target)
					continue
				}
				assert.FileExists(t, existing(filepath.Join(root, found[2]+found[3])), "%s: %s", w.file, job)
			}
		})
	}
	assert.Greater(t, seen, 20)
}

// existing is a file in the folder of a command, or the file itself.
func existing(path string) string {
	if inside, err := filepath.Glob(path + "/*.go"); err == nil && len(inside) > 0 {
		return inside[0]
	}
	if deeper, err := filepath.Glob(path + "/*/*.go"); err == nil && len(deeper) > 0 {
		return deeper[0]
	}
	return path
}

func TestVariablesOfTheWorkflowsAreKnown(t *testing.T) {
	t.Parallel()
	known := config.Markdown()
	variable := regexp.MustCompile(`GONOGO_[A-Z_]+`)
	for _, w := range workflows(t) {
		for _, name := range variable.FindAllString(w.text, -1) {
			assert.Contains(t, known, "`"+name+"`", w.file)
		}
	}
}

// nightly.yml reads what the command prints, and all of it.
func TestTheNightlyJobsReadTheMatrix(t *testing.T) {
	t.Parallel()
	shards, err := everything().shardList()
	require.NoError(t, err)
	raw, err := json.Marshal(shards[0])
	require.NoError(t, err)
	printed := map[string]any{}
	require.NoError(t, json.Unmarshal(raw, &printed))

	read := map[string]bool{}
	for _, w := range workflows(t) {
		if w.file == "nightly.yml" {
			for _, found := range regexp.MustCompile(`matrix\.([a-z]+)\b`).FindAllStringSubmatch(w.text, -1) {
				read[found[1]] = true
			}
		}
	}
	delete(read, "outputs")
	assert.Equal(t, slices.Sorted(maps.Keys(printed)), slices.Sorted(maps.Keys(read)))
}

// TestWorkflowScripts plays the scripts of the workflows with a gh that records
// what it is asked.
func TestWorkflowScripts(t *testing.T) {
	t.Parallel()
	scripts, err := filepath.Abs(root + "/.github/scripts")
	require.NoError(t, err)
	testscript.Run(t, testscript.Params{Dir: "testdata/workflows", Setup: func(env *testscript.Env) error {
		env.Setenv("SCRIPTS", scripts)
		env.Setenv("GITHUB_REPOSITORY", "acme/gonogo")
		env.Setenv("GITHUB_SERVER_URL", "https://github.com")
		env.Setenv("GITHUB_RUN_ID", "42")
		env.Setenv("PATH", env.WorkDir+"/bin:"+os.Getenv("PATH"))
		return nil
	}})
}
