package main

import (
	"bytes"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	outcomes "gonogo/internal/report"
	"gonogo/internal/verdict"
)

// repeated are repeats of one scenario with one engine, which ended like this.
func repeated(condition string, ended ...outcomes.Outcome) tally {
	var t tally
	for i, outcome := range ended {
		p := played{engine: "rod", condition: condition, repeat: i + 1, logins: 2, took: time.Second}
		if outcome != absent {
			r := outcomes.Record{Test: "TestLogin/popup/clavex/7.1.0", Guide: "clavex", Outcome: outcome, Verdict: verdict.Kept}
			if unexpected(r) {
				r.Verdict, r.Reason = "", "no popup opened"
			}
			p.cases = append(p.cases, r)
		}
		t = append(t, p)
	}
	return t
}

func TestAFlakeEndsOtherwiseThanUsual(t *testing.T) {
	t.Parallel()
	const passed, failed = outcomes.Passed, outcomes.Failed
	for name, c := range map[string]struct {
		all  tally
		want []int // repeats that flaked
	}{
		"never":                     {repeated("plain", passed, passed, passed), nil},
		"left out each time":        {repeated("plain", outcomes.Skipped, outcomes.Skipped), nil},
		"once":                      {repeated("plain", passed, failed, passed), []int{2}},
		"always is no better":       {repeated("plain", failed, failed), []int{1, 2}},
		"broken off":                {repeated("plain", passed, outcomes.Unfinished), []int{2}},
		"not there":                 {repeated("plain", passed, absent, passed), []int{2}},
		"left out once":             {repeated("plain", passed, passed, outcomes.Skipped), []int{3}},
		"under one condition alone": {append(repeated("plain", passed, passed), repeated("race", outcomes.Skipped)...), []int{1}},
	} {
		var got []int
		for _, f := range c.all.flakes() {
			got = append(got, f.in.repeat)
		}
		assert.Equal(t, c.want, got, name)
	}
}

func TestAnotherVerdictIsAFlakeToo(t *testing.T) {
	t.Parallel()
	all := repeated("plain", outcomes.Passed, outcomes.Passed, outcomes.Passed)
	all[2].cases[0].Verdict = verdict.Broken
	require.Len(t, all.flakes(), 1)
	assert.Equal(t, "passed (broken)", all.flakes()[0].ending.String())
}

func TestTheTableTellsEachFlakeAndHowToPlayItAgain(t *testing.T) {
	t.Parallel()
	all := append(repeated("plain", outcomes.Passed, outcomes.Failed, outcomes.Passed), repeated("race", outcomes.Passed)...)
	var out bytes.Buffer
	require.ErrorIs(t, report(&out, flags{Repeats: 3}, all), errFlaked)
	assert.Equal(t, `ENGINE  CONDITION  REPEATS  SCENARIOS  LOGINS  FLAKES  SECONDS
rod     plain      3        3          6       1       3
rod     race       1        1          2       0       1
all                4        4          8       1       4

TestLogin/popup/clavex/7.1.0 with rod under plain, repeat 2: failed instead of passed (kept)
  no popup opened
  again: go run ./scripts/soak --engines rod --conditions plain --guides clavex --run '^popup$' --repeats 3
`, out.String())
	require.NoError(t, report(&out, flags{}, repeated("plain", outcomes.Passed)))
	require.Error(t, report(&out, flags{}, nil), "nothing proves nothing")
}

func TestWhatFailsOutsideOfScenariosIsTold(t *testing.T) {
	t.Parallel()
	all := repeated("race", outcomes.Passed)
	all[0].failed, all[0].output = 1, "WARNING: DATA RACE\n"
	var out bytes.Buffer
	require.ErrorIs(t, report(&out, flags{}, all), errFlaked)
	assert.Contains(t, out.String(), "outside of the scenarios, with rod under race, repeat 1:\nWARNING: DATA RACE\n")
}

func TestARaceIsTold(t *testing.T) {
	t.Parallel()
	all := repeated("race", outcomes.Passed, outcomes.Failed)
	all[1].cases[0].Reason, all[1].cases[0].Output = "", "    testing.go:1712: race detected during execution of test\n"
	var out bytes.Buffer
	require.ErrorIs(t, report(&out, flags{}, all), errFlaked)
	assert.Contains(t, out.String(), "  a data race meanwhile: events.jsonl has the stacks")
}

func TestLoginsAreTheCallsThatWereGranted(t *testing.T) {
	t.Parallel()
	call := outcomes.Hop{From: "browser", To: "rocketchat", Path: "/api/v1/method.callAnon/login", Status: 200}
	refused, lost, other := call, call, call
	refused.Error, lost.Status, other.Path = "refused: User not found", 0, "/home"
	assert.Equal(t, 2, logins(&outcomes.Story{Hops: []outcomes.Hop{call, refused, lost, other, call}}))
	assert.Zero(t, logins(nil))
}

func TestConditionsAreChosenByName(t *testing.T) {
	t.Parallel()
	some := chosen([]string{"latency", "load"})
	require.Len(t, some, 2)
	assert.Equal(t, "load", some[0].name)
	assert.Equal(t, []string{"GONOGO_LATENCY=0-300ms@7"}, some[1].variables(7))
	assert.Equal(t, "plain,load,one-processor,race,latency", names())
}

func TestASoakPlaysUnderEachConditionUntilThereAreEnoughLogins(t *testing.T) {
	t.Parallel()
	f := flags{
		Repeats: 5, Logins: 3, Engines: []string{"protocol"}, Conditions: []string{"load", "one-processor"},
		Guides: "clavex", Run: "^new-person-by-redirect$", Results: t.TempDir(),
	}
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), f, &out, io.Discard), out.String())
	assert.Regexp(t, `(?m)^protocol  load           2        2          2       0       \d+$`, out.String())
	assert.Regexp(t, `(?m)^all                      4        4          4       0       \d+$`, out.String())
	events, err := outcomes.Read(f.Results)
	require.NoError(t, err)
	assert.Len(t, events.Runs, 4, "the events stay")
}
