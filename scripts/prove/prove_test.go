package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	outcomes "gonogo/internal/report"
	"gonogo/internal/simulator/seeded"
)

func leak() seeded.Fault {
	return seeded.Fault{
		Name: "leak", What: "it leaks", CaughtBy: []string{"dry"}, Spares: []string{"warm"},
		Shown: seeded.Cell{Guide: "clavex", Release: "7.1.0", Engine: "protocol"},
	}
}

func record(scenario string, o outcomes.Outcome) outcomes.Record {
	return outcomes.Record{Scenario: scenario, Outcome: o}
}

func TestAFaultIsCaughtByThoseWhoClaimItAlone(t *testing.T) {
	t.Parallel()
	nobody := leak()
	nobody.CaughtBy = nil
	for name, c := range map[string]struct {
		fault   seeded.Fault
		records []outcomes.Record
		want    bool
	}{
		"as claimed":         {leak(), []outcomes.Record{record("dry", outcomes.Failed), record("warm", outcomes.Passed)}, true},
		"one of two cases":   {leak(), []outcomes.Record{record("dry", outcomes.Failed), record("dry", outcomes.Passed), record("warm", outcomes.Passed)}, true},
		"not noticed":        {leak(), []outcomes.Record{record("dry", outcomes.Passed), record("warm", outcomes.Passed)}, false},
		"noticed by another": {leak(), []outcomes.Record{record("dry", outcomes.Failed), record("warm", outcomes.Failed)}, false},
		"not played":         {leak(), []outcomes.Record{record("warm", outcomes.Passed)}, false},
		"skipped":            {leak(), []outcomes.Record{record("dry", outcomes.Failed), record("warm", outcomes.Skipped)}, false},
		"broken off":         {leak(), []outcomes.Record{record("dry", outcomes.Unfinished), record("warm", outcomes.Passed)}, false},
		"claimed by nobody":  {nobody, []outcomes.Record{record("warm", outcomes.Passed)}, false},
	} {
		assert.Equal(t, c.want, judge(c.fault, c.records).caught(), name)
	}
}

func TestTheTableSaysWhatWasNotCaught(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := judge(leak(), []outcomes.Record{record("dry", outcomes.Passed), record("warm", outcomes.Passed)})
	require.ErrorIs(t, report(&out, []proof{p}, 1500*time.Millisecond), errNotProven)
	assert.Contains(t, out.String(), "leak   clavex/7.1.0/protocol  dry       failed     passed  ✗\n")
	assert.Contains(t, out.String(), "leak   clavex/7.1.0/protocol  warm      passed     passed  ✓\n")
	assert.Contains(t, out.String(), "0 of 1 faults caught; 1 of 2 scenarios did as claimed; 1.5 s\nnot caught as claimed: leak: it leaks\n")
}

func TestOnlyTheScenariosOfTheFaultArePlayed(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `^Test/^(dry|warm)$/^clavex$/^7\.1\.0$`, pattern(leak()))
}

func TestFaultsAreChosenByName(t *testing.T) {
	t.Parallel()
	all, err := choose(nil)
	require.NoError(t, err)
	assert.Len(t, all, len(seeded.All()))
	some, err := choose([]string{string(seeded.SecretUnchecked), string(seeded.MergeIgnoresFlag)})
	require.NoError(t, err)
	require.Len(t, some, 2)
	assert.Equal(t, seeded.MergeIgnoresFlag, some[0].Name, "in the order of the catalogue")
	_, err = choose([]string{"gremlin"})
	require.Error(t, err)
}
