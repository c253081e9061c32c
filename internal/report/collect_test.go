package report_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
)

// What a part of a scenario printed when it failed belongs to the scenario.
func TestPartsOfAScenarioAreTheScenarios(t *testing.T) {
	t.Parallel()
	var c report.Collector
	for _, e := range []report.Event{
		{Action: "start", Package: "p"}, {Action: "run", Package: "p", Test: "T"},
		{Action: "run", Package: "p", Test: "T/a1"}, {Action: "attr", Package: "p", Test: "T/a1", Key: report.KeyScenario, Value: "observed-a1"},
		{Action: "attr", Package: "p", Test: "T/a1", Key: report.KeyGuide, Value: report.Observed},
		{Action: "attr", Package: "p", Test: "T/a1", Key: report.KeyEngine, Value: "http"},
		{Action: "attr", Package: "p", Test: "T/a1", Key: report.KeyStack, Value: "simulated containers"},
		{Action: "output", Package: "p", Test: "T/a1/popup", Output: "another name\n"},
		{Action: "fail", Package: "p", Test: "T/a1/popup"}, {Action: "fail", Package: "p", Test: "T/a1"}, {Action: "fail", Package: "p", Test: "T"},
		{Action: "fail", Package: "p"},
	} {
		c.Add(e)
	}
	d := c.Document()
	require.Len(t, d.Cases, 1)
	assert.Equal(t, "another name\n", d.Cases[0].Output)
	assert.Equal(t, "GONOGO_STACK=containers go run ./scripts/poll --run 'T/^a1$'", d.Cases[0].Repeat)
	assert.Zero(t, d.Runs[0].Failed)
	assert.Empty(t, d.Runs[0].Output)
}

func TestFailuresOutsideOfScenariosAreCountedOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		events []report.Event
		want   int
	}{
		"a package that does not build": {[]report.Event{{Action: "build-output", Output: "undefined: x\n"}, {Action: "build-fail"}, {Action: "start", Package: "p"}, {Action: "fail", Package: "p"}}, 1},
		"a test that is no scenario":    {[]report.Event{{Action: "run", Package: "p", Test: "T"}, {Action: "fail", Package: "p", Test: "T"}, {Action: "fail", Package: "p"}}, 1},
		"all is well":                   {[]report.Event{{Action: "run", Package: "p", Test: "T"}, {Action: "pass", Package: "p", Test: "T"}, {Action: "pass", Package: "p"}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var collector report.Collector
			for _, e := range c.events {
				collector.Add(e)
			}
			assert.Equal(t, c.want, collector.Document().Runs[0].Failed)
		})
	}
}

// Nobody's text becomes a command of a shell.
func TestRepeatQuotes(t *testing.T) {
	t.Parallel()
	d := read(t, story("$(rm -rf ~)", "it's", "logs in", map[string]string{report.KeySelection: "GONOGO_CA=…;reboot PATH=/tmp GONOGO_X;reboot=1"}, "pass"))
	assert.Equal(t, `GONOGO_GUIDES='$(rm -rf ~)' GONOGO_RELEASES=8.9.0 GONOGO_CA='…;reboot' go run ./scripts/poll --run '^it'\''s$/$(rm -rf ~)' ./suites/login`,
		d.Cases[0].Repeat)
}

func TestAnAttachedWorkspaceHasTheReleaseThatItHas(t *testing.T) {
	t.Parallel()
	d := read(t, story("clavex", "k", "logs in", map[string]string{report.KeyStack: "attached", report.KeySelection: "GONOGO_STACK=attached GONOGO_URL=…"}, "pass"))
	assert.Equal(t, "GONOGO_GUIDES=clavex GONOGO_STACK=attached GONOGO_URL=… go run ./scripts/poll --run '^k$/clavex' ./suites/login", d.Cases[0].Repeat)
}

func TestALineWithoutEndIsCutAndTheRestIsRead(t *testing.T) {
	t.Parallel()
	var outputs []string
	var faults []string
	require.NoError(t, report.Events(strings.NewReader(`{"Action":"output","Output":"`+strings.Repeat("x", 5<<20)+"\"}\n"+`{"Action":"output","Output":"after"}`), func(e report.Event) {
		outputs, faults = append(outputs, e.Output), append(faults, e.Fault)
	}))
	require.Len(t, outputs, 2)
	assert.Equal(t, []string{"line 1 is longer than 4 MiB; its end is left out", ""}, faults)
	assert.Equal(t, "after", outputs[1])
}

// A document of several days polls by the newest record of each case, and never
// mixes stacks.
func TestPollsAreOfTheNewestRecordOnOneStack(t *testing.T) {
	t.Parallel()
	first := read(t, story("clavex", "k", "logs in", judged("kept", "true", ""), "pass"))
	real := judged("broken", "false", "a blank page")
	real[report.KeyStack] = "containers"
	second := read(t, story("clavex", "k", "logs in", real, "fail"))
	for i, d := range []*report.Document{first, second} {
		d.Runs[0].ID = string(rune('a' + i))
		d.Cases[0].Run = d.Runs[0].ID
	}
	d, err := report.Merge(second, first)
	require.NoError(t, err)
	polls := d.Polls()
	require.Len(t, polls, 2)
	assert.Equal(t, []string{"containers NO-GO", "embedded GO"}, []string{polls[0].Stack + " " + polls[0].Word(), polls[1].Stack + " " + polls[1].Word()})
	assert.Contains(t, printed(t, d), "NO-GO  clavex on Rocket.Chat 8.9.0 (containers stack): a blank page")
	require.Len(t, d.Unexpected(), 1)
}

// What a server wrote does not reach a terminal as a command.
func TestTablesArePlain(t *testing.T) {
	t.Parallel()
	d := read(t, story("clavex", "k", "logs in", judged("broken", "false", ""), "fail"))
	d.Cases[0].Reason = "a \x1b[31mred\x1b[0m page\u009b2J"
	assert.Contains(t, printed(t, d), "a [31mred[0m page2J")
}
