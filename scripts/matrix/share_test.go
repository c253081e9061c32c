package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
)

func everything() flags {
	return flags{guides: "all", releases: "all", engines: "all", stack: "containers"}
}

// Whatever the number of shards, each cell is in exactly one, and a shard runs
// nothing besides: guides × releases is what a run takes.
func TestEachCellIsInOneShard(t *testing.T) {
	t.Parallel()
	all, err := everything().cells()
	require.NoError(t, err)
	for _, n := range []int{6, 7, 15, 40, 75, 224, 225, 256} {
		groups, err := share(all, n)
		require.NoError(t, err)
		assert.Len(t, groups, min(n, len(all)))
		seen := map[string]int{}
		for _, cells := range groups {
			guides, releases := map[string]bool{}, map[string]bool{}
			for _, c := range cells {
				seen[c.guide+" "+c.release.Version+" "+c.engine]++
				guides[c.guide], releases[c.release.Version] = true, true
				assert.Equal(t, cells[0].engine, c.engine)
				assert.Equal(t, cells[0].variable(), c.variable())
			}
			assert.Len(t, cells, len(guides)*len(releases), "%d shards", n)
		}
		assert.Len(t, seen, len(all), "%d shards", n)
		for name, count := range seen {
			assert.Equal(t, 1, count, name)
		}
	}
}

func TestShardsHaveNamesOfTheirOwnAndAreTheSameEveryTime(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 6, 13, 75} {
		f := everything()
		f.shards = n
		first, err := f.shardList()
		require.NoError(t, err)
		names := map[string]bool{}
		for _, s := range first {
			assert.False(t, names[s.Shard], s.Shard)
			assert.Regexp(t, `^[a-z0-9.+-]+$`, s.Shard, "it is the name of an artifact")
			names[s.Shard] = true
		}
		again, err := f.shardList()
		require.NoError(t, err)
		assert.Empty(t, cmp.Diff(first, again))
	}
}

// earlier writes results in which clavex on 8.9.0 took the time of all other cells
// that it has together.
func earlier(t *testing.T) string {
	t.Helper()
	d := report.Document{Format: report.Format, Made: time.Date(2026, 10, 1, 3, 0, 0, 0, time.UTC)}
	for run, factor := range map[string]float64{"first": 1, "second": 3} {
		for release, seconds := range map[string]float64{"8.9.0": 30, "8.2.0": 10, "8.1.8": 10, "7.1.0": 10} {
			d.Cases = append(d.Cases,
				report.Record{Run: run, Guide: "clavex", Release: release, Engine: "protocol", Seconds: factor},
				report.Record{Run: run, Guide: "clavex", Release: release, Engine: "rod", Seconds: factor * (seconds - 1)},
				report.Record{Run: run, Guide: report.Observed, Release: release, Engine: "rod", Seconds: 1000},
			)
		}
	}
	raw, err := json.Marshal(d)
	require.NoError(t, err)
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "results.json"), raw, 0o600))
	return folder
}

func TestShardsAreBalancedByTheTimeThatCellsTook(t *testing.T) {
	t.Parallel()
	f := flags{guides: "clavex", releases: "7.1.0,8.1.8,8.2.0,8.9.0", engines: "rod", stack: "embedded", shards: 2}
	byCount, err := f.shardList()
	require.NoError(t, err)
	f.times = earlier(t)
	byTime, err := f.shardList()
	require.NoError(t, err)
	assert.Equal(t, []string{"7.1.0,8.2.0", "8.1.8,8.9.0"}, releasesOf(byCount))
	assert.Equal(t, []string{"8.9.0", "7.1.0,8.1.8,8.2.0"}, releasesOf(byTime))
}

func releasesOf(shards []shard) []string {
	var lists []string
	for _, s := range shards {
		lists = append(lists, s.Release)
	}
	return lists
}

// A cell takes what its runs took on average; one that is not known takes as long
// as an average one.
func TestExpectedTimes(t *testing.T) {
	t.Parallel()
	f := flags{guides: "clavex,entra", releases: "8.2.0,8.9.0", engines: "rod", stack: "embedded"}
	cells, err := f.cells()
	require.NoError(t, err)
	require.NoError(t, weigh(cells, earlier(t)))
	got := map[string]float64{}
	for _, c := range cells {
		got[c.guide+" "+c.release.Version] = c.seconds
	}
	assert.Equal(t, map[string]float64{"clavex 8.2.0": 20, "clavex 8.9.0": 60, "entra 8.2.0": 40, "entra 8.9.0": 40}, got)
}

func TestMoreJobsThanGitHubStarts(t *testing.T) {
	t.Parallel()
	cells := make([]cell, 300)
	for i := range cells {
		cells[i] = cell{guide: fmt.Sprint(i), engine: "rod", seconds: 1}
	}
	_, err := share(cells, 300)
	require.EqualError(t, err, "300 jobs are more than the 256 that GitHub starts of one matrix; share the cells with -shards 256 or less, or choose fewer guides, releases or engines")
	shards, err := share(cells, 256)
	require.NoError(t, err)
	assert.Len(t, shards, 256)
}
