package main

import (
	"fmt"
	"path"
	"slices"
)

// How many scenarios of a suite are in progress for each processor: much of their
// time they wait for settings to take effect and for providers that are slow on
// purpose. With one for a processor, as go test has it, the suite of troubles takes
// twice as long in the browser; without, it waits for half of its time with six.
const (
	inBrowsers = 3
	overHTTP   = 16
)

// breadth says how many suites, and scenarios of one, go test has in progress.
func breadth(getenv func(string) string, processors int) []string {
	switch {
	case getenv("GONOGO_STACK") != "" && getenv("GONOGO_STACK") != "embedded":
		// What is not in this process is used by one suite at a time.
		return []string{"-p=1"}
	case getenv("GONOGO_ENGINE") == "protocol":
		return []string{fmt.Sprintf("-parallel=%d", overHTTP*processors)}
	}
	return []string{fmt.Sprintf("-parallel=%d", inBrowsers*processors)}
}

// waiters is the suite that waits most: for providers that fall silent.
const waiters = "troubleshooting"

// waitersFirst lists packages with the suite that waits at the front: what waits
// costs nothing while others play beside it, and a lot when it is left to the end.
// go test takes packages in the order in which they are named.
func waitersFirst(packages []string) []string {
	ordered := slices.Clone(packages)
	slices.SortStableFunc(ordered, func(a, b string) int { return rank(a) - rank(b) })
	return ordered
}

func rank(pkg string) int {
	if path.Base(pkg) == waiters {
		return 0
	}
	return 1
}
