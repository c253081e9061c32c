package main

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	outcomes "gonogo/internal/report"
)

// tally is everything that was played.
type tally []played

// row is a line of the table: an engine under a condition.
type row struct {
	engine, condition                  string
	repeats, scenarios, logins, flakes int
	took                               time.Duration
}

// rows are the lines, in the order in which they were first played.
func (t tally) rows(flakes []flake) []row {
	var rows []row
	for _, p := range t {
		i := slices.IndexFunc(rows, func(r row) bool { return r.engine == p.engine && r.condition == p.condition })
		if i < 0 {
			rows, i = append(rows, row{engine: p.engine, condition: p.condition}), len(rows)
		}
		rows[i].repeats++
		rows[i].scenarios += len(p.cases)
		rows[i].logins += p.logins
		rows[i].took += p.took
	}
	for i, r := range rows {
		for _, f := range flakes {
			if f.in.engine == r.engine && f.in.condition == r.condition {
				rows[i].flakes++
			}
		}
	}
	return rows
}

// ending is how a scenario ended; what was there one time and not another is
// absent then.
type ending struct {
	outcome outcomes.Outcome
	verdict string
}

const absent outcomes.Outcome = "absent"

// weight is how often an ending was seen, and less than anything expected for one
// that is not.
func (e ending) weight(seen map[ending]int) int {
	if unexpected(outcomes.Record{Outcome: e.outcome}) {
		return seen[e] - math.MaxInt
	}
	return seen[e]
}

func endingOf(r outcomes.Record) ending { return ending{r.Outcome, string(r.Verdict)} }

// unexpected is what must not happen even once.
func unexpected(r outcomes.Record) bool {
	return r.Outcome != outcomes.Passed && r.Outcome != outcomes.Skipped
}

// flake is a scenario that once did not end as expected, or not as it does most
// times.
type flake struct {
	in     played
	test   string
	record *outcomes.Record // nil: it was not there
	ending ending
	usual  ending
}

// name is what makes scenarios of two repeats the same.
type name struct{ engine, test string }

// flakes are those of all repeats, in their order.
func (t tally) flakes() []flake {
	usual := t.usual()
	var found []flake
	for _, p := range t {
		left := map[string]bool{}
		for n := range usual {
			if n.engine == p.engine {
				left[n.test] = true
			}
		}
		for i, r := range p.cases {
			delete(left, r.Test)
			if u := usual[name{p.engine, r.Test}]; unexpected(r) || endingOf(r) != u {
				found = append(found, flake{p, r.Test, &p.cases[i], endingOf(r), u})
			}
		}
		for _, test := range slices.Sorted(maps.Keys(left)) {
			found = append(found, flake{p, test, nil, ending{outcome: absent}, usual[name{p.engine, test}]})
		}
	}
	return found
}

// usual is how each scenario ends most times with its engine, whatever the
// condition. What must not happen is usual only where nothing else does.
func (t tally) usual() map[name]ending {
	count := map[name]map[ending]int{}
	for _, p := range t {
		for _, r := range p.cases {
			n := name{p.engine, r.Test}
			if count[n] == nil {
				count[n] = map[ending]int{}
			}
			count[n][endingOf(r)]++
		}
	}
	most := map[name]ending{}
	for n, endings := range count {
		most[n] = slices.MaxFunc(slices.Collect(maps.Keys(endings)), func(a, b ending) int {
			return cmp.Or(cmp.Compare(a.weight(endings), b.weight(endings)), cmp.Compare(a.outcome, b.outcome), cmp.Compare(a.verdict, b.verdict))
		})
	}
	return most
}
