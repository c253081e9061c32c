package main

import (
	"cmp"
	"fmt"
	"slices"
)

// jobs is how many jobs GitHub starts of one matrix at most.
// Source: GitHub's documentation, "Actions limits": job matrix, 256 jobs per workflow run.
const jobs = 256

// share divides the cells among at most n shards, so that each has about as much
// to do. A run of the suites takes guides × releases with one engine and one
// GONOGO_PROVIDER, so a shard is whole guides, or one guide at some releases.
func share(cells []cell, n int) ([][]cell, error) {
	if n < 1 {
		return nil, fmt.Errorf("-shards %d is not possible; at least one is needed", n)
	}
	if n = min(n, len(cells)); n > jobs {
		return nil, fmt.Errorf("%d jobs are more than the %d that GitHub starts of one matrix; share the cells with -shards %[2]d or less, or choose fewer guides, releases or engines", n, jobs)
	}
	runs := groupBy(cells, func(c cell) [2]string { return [2]string{c.engine, c.variable()} })
	if n < len(runs) {
		return nil, fmt.Errorf("-shards %d is too few: a shard has one engine and one GONOGO_PROVIDER, which takes %d here", n, len(runs))
	}
	var shards [][]cell
	for i, count := range apportion(runs, n) {
		shards = append(shards, divide(runs[i], count)...)
	}
	return shards, nil
}

// divide makes n shards of cells that one run could take.
func divide(cells []cell, n int) [][]cell {
	guides := groupBy(cells, func(c cell) string { return c.guide })
	if n <= len(guides) {
		return pack(guides, n)
	}
	var shards [][]cell
	for i, count := range apportion(guides, n) {
		single := groupBy(guides[i], func(c cell) string { return c.release.Version })
		shards = append(shards, pack(single, count)...)
	}
	return shards
}

// groupBy collects what has the same key, in the order of first appearance.
func groupBy[K comparable](cells []cell, key func(cell) K) [][]cell {
	var groups [][]cell
	place := map[K]int{}
	for _, c := range cells {
		at, known := place[key(c)]
		if !known {
			at = len(groups)
			place[key(c)] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], c)
	}
	return groups
}

// apportion gives each group one shard, and each further one to the group whose
// shards have the most to do. No group gets more than it has cells.
func apportion(groups [][]cell, n int) []int {
	counts := make([]int, len(groups))
	for i := range counts {
		counts[i] = 1
	}
	for range n - len(groups) {
		busiest, most := -1, 0.0
		for i, g := range groups {
			if each := load(g) / float64(counts[i]); counts[i] < len(g) && (busiest < 0 || each > most) {
				busiest, most = i, each
			}
		}
		counts[busiest]++
	}
	return counts
}

// pack puts the groups into n shards, the longest first, each where the least is
// to do so far.
func pack(groups [][]cell, n int) [][]cell {
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(load(groups[b]), load(groups[a])) })
	members, loads := make([][]int, n), make([]float64, n)
	for _, i := range order {
		least := slices.Index(loads, slices.Min(loads))
		members[least], loads[least] = append(members[least], i), loads[least]+load(groups[i])
	}
	shards := make([][]cell, n)
	for s, in := range members {
		slices.Sort(in)
		for _, i := range in {
			shards[s] = append(shards[s], groups[i]...)
		}
	}
	return shards
}

// load is how long the cells take, in seconds.
func load(cells []cell) float64 {
	sum := 0.0
	for _, c := range cells {
		sum += c.seconds
	}
	return sum
}
