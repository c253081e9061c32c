package main

import (
	"path"
	"slices"

	"gonogo/scripts/internal/prebuilt"
)

// How many scenarios of a suite are in progress for each processor: much of their
// time they wait for settings to take effect and for providers that are slow on
// purpose. With one for a processor, as go test has it, the suite of troubles takes
// twice as long in the browser; without, it waits for half of its time with six.
const (
	inBrowsers = 3
	overHTTP   = 16
)

// breadth says how many suites are in progress, and how many scenarios of each.
func breadth(getenv func(string) string, processors int) (suites, scenarios int) {
	switch {
	case getenv("GONOGO_STACK") != "" && getenv("GONOGO_STACK") != "embedded":
		// What is not in this process is used by one suite at a time.
		return 1, processors
	case getenv("GONOGO_ENGINE") == "protocol":
		return processors, overHTTP * processors
	}
	return processors, inBrowsers * processors
}

// waiters is the suite that waits most: for providers that fall silent.
const waiters = "troubleshooting"

// waitersFirst puts the suite that waits at the front: what waits costs nothing while
// others play beside it, and a lot when it is left to the end.
func waitersFirst(suites []prebuilt.Suite) []prebuilt.Suite {
	ordered := slices.Clone(suites)
	slices.SortStableFunc(ordered, func(a, b prebuilt.Suite) int { return rank(a.Package) - rank(b.Package) })
	return ordered
}

func rank(pkg string) int {
	if path.Base(pkg) == waiters {
		return 0
	}
	return 1
}
