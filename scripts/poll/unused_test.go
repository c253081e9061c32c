package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/report"
	"gonogo/internal/verdict"
)

// everything is a run in which every guide played a scenario at every release.
func everything(t *testing.T, scenarios ...string) *report.Document {
	t.Helper()
	catalogue, err := release.Load(fixtures.Files)
	require.NoError(t, err)
	results := &report.Document{}
	for _, g := range guide.IDs() {
		for _, r := range catalogue.Versions() {
			for _, s := range scenarios {
				results.Cases = append(results.Cases, report.Record{Guide: g, Release: r, Scenario: s, Verdict: verdict.Kept, Outcome: report.Passed})
			}
		}
	}
	return results
}

func TestAWholeRunNamesTheEntriesThatItDidNotNeed(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	unused, err := tellUnused(everything(t, "new-person-by-redirect"), &out)
	require.NoError(t, err)
	assert.True(t, unused)
	assert.Contains(t, out.String(), "drift.yaml: no scenario needed popup-as-promised of entra at ")
	assert.NotContains(t, out.String(), "needed new-person-by-redirect of *")
	assert.NotContains(t, out.String(), "plain http", "a run on https says nothing about those")
}

// Every guide at every release meets every promise that is listed, and each
// entry is needed: what is left out here is found by a run of the suites.
func TestNoEntryIsOutOfReach(t *testing.T) {
	t.Parallel()
	list, err := verdict.LoadDrift(fixtures.Files)
	require.NoError(t, err)
	var promises []string
	for _, d := range list {
		promises = append(promises, d.Promise)
	}
	var out bytes.Buffer
	unused, err := tellUnused(everything(t, promises...), &out)
	require.NoError(t, err)
	assert.False(t, unused, out.String())
}

func TestAPartOfTheMatrixSaysNothingAboutEntries(t *testing.T) {
	t.Parallel()
	shorter, listed := everything(t, "new-person-by-redirect"), everything(t, "new-person-by-redirect")
	shorter.Cases, listed.Cases[0].Outcome = shorter.Cases[1:], report.Skipped
	for name, results := range map[string]*report.Document{"one cell less": shorter, "one cell only listed": listed} {
		var out bytes.Buffer
		unused, err := tellUnused(results, &out)
		require.NoError(t, err)
		assert.False(t, unused, name)
		assert.Empty(t, out.String(), name)
	}
}
