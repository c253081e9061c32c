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
	nobody, wide := leak(), leak()
	nobody.CaughtBy = nil
	wide.Wide = true
	asClaimed := []outcomes.Record{record("dry", outcomes.Failed), record("warm", outcomes.Passed)}
	for name, c := range map[string]struct {
		fault   seeded.Fault
		records []outcomes.Record
		want    bool
	}{
		"as claimed":                  {leak(), asClaimed, true},
		"one of two cases":            {leak(), append(asClaimed, record("dry", outcomes.Passed)), true},
		"not noticed":                 {leak(), []outcomes.Record{record("dry", outcomes.Passed), record("warm", outcomes.Passed)}, false},
		"noticed by another":          {leak(), []outcomes.Record{record("dry", outcomes.Failed), record("warm", outcomes.Failed)}, false},
		"others stay":                 {leak(), append(asClaimed, record("quiet", outcomes.Passed)), true},
		"unrelated":                   {leak(), append(asClaimed, record("quiet", outcomes.Failed)), false},
		"unrelated, by a wide fault":  {wide, append(asClaimed, record("quiet", outcomes.Failed)), true},
		"a spared one, by a wide one": {wide, []outcomes.Record{record("dry", outcomes.Failed), record("warm", outcomes.Failed)}, false},
		"not played":                  {leak(), []outcomes.Record{record("warm", outcomes.Passed)}, false},
		"skipped":                     {leak(), []outcomes.Record{record("dry", outcomes.Failed), record("warm", outcomes.Skipped)}, false},
		"broken off":                  {leak(), []outcomes.Record{record("dry", outcomes.Unfinished), record("warm", outcomes.Passed)}, false},
		"claimed by nobody":           {nobody, []outcomes.Record{record("warm", outcomes.Passed)}, false},
	} {
		assert.Equal(t, c.want, judge(c.fault, c.records).caught(), name)
	}
}

func TestTheTableSaysWhatWasNotCaught(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := judge(leak(), []outcomes.Record{record("dry", outcomes.Passed), record("warm", outcomes.Passed), record("quiet", outcomes.Passed)})
	r := result{proofs: []proof{p}, took: 1500 * time.Millisecond}
	require.ErrorIs(t, r.print(&out), errNotProven)
	assert.Regexp(t, `leak +clavex/7.1.0/protocol +dry +failed +passed +✗`, out.String())
	assert.Regexp(t, `leak +clavex/7.1.0/protocol +warm +passed +passed +✓`, out.String())
	assert.Regexp(t, `leak +clavex/7.1.0/protocol +1 others +passed +passed +✓`, out.String())
	assert.Contains(t, out.String(), "0 of 1 faults caught; 1 of 2 scenarios did as claimed; 1.5 s\nnot caught as claimed: leak: it leaks\n")
}

func TestACheckThatNoFaultTripsIsNoProof(t *testing.T) {
	t.Parallel()
	dry := record("dry", outcomes.Failed)
	dry.Check = "Person.IsDry"
	p := judge(leak(), []outcomes.Record{dry, record("warm", outcomes.Passed)})
	var out bytes.Buffer
	require.NoError(t, result{proofs: []proof{p}, checks: []string{"Person.IsDry"}}.print(&out))
	assert.Contains(t, out.String(), "1 of 1 checks tripped by a fault\n")
	require.ErrorIs(t, result{proofs: []proof{p}, checks: []string{"Person.IsDry", "Person.IsWarm"}}.print(&out), errNotProven)
	assert.Contains(t, out.String(), "1 of 2 checks tripped by a fault\ntripped by no fault: Person.IsWarm\n")
}

func TestWithoutAFaultAllMustBeWell(t *testing.T) {
	t.Parallel()
	p := judge(leak(), []outcomes.Record{record("dry", outcomes.Failed), record("warm", outcomes.Passed)})
	for name, c := range map[string]struct {
		records []outcomes.Record
		sound   bool
	}{
		"well":          {[]outcomes.Record{record("dry", outcomes.Passed)}, true},
		"one fails":     {[]outcomes.Record{record("dry", outcomes.Failed)}, false},
		"nothing there": {nil, false},
	} {
		r := result{proofs: []proof{p}, controls: []control{controlled(leak().Shown, c.records)}}
		var out bytes.Buffer
		assert.Equal(t, c.sound, r.print(&out) == nil, name)
	}
}

func TestTheVocabularyIsEveryFunctionThatMakesACheck(t *testing.T) {
	t.Parallel()
	words, err := vocabulary(t.Context())
	require.NoError(t, err)
	assert.Subset(t, words, []string{"Person.IsLoggedIn", "Run.providerSaw", "Local.Meets", "Person.LogsInByTwoTabs"})
	assert.NotContains(t, words, "Person.SignsIn", "a step, no check")
}

func TestEachCellIsControlledOnce(t *testing.T) {
	t.Parallel()
	other := leak()
	other.Shown.Engine = "chromedp"
	assert.Equal(t, []seeded.Cell{leak().Shown, other.Shown}, cells([]seeded.Fault{leak(), other, leak()}))
}

func TestAllScenariosOfTheCellArePlayed(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `^Test/./^clavex$/^7\.1\.0$`, pattern(leak().Shown))
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
