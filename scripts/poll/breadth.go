package main

import "fmt"

// How many scenarios of a suite are in progress for each processor: much of their
// time they wait for settings to take effect and for providers that are slow on
// purpose. With one for a processor, as go test has it, the suite of troubles takes
// twice as long in the browser and three times as long without.
const (
	inBrowsers = 3
	overHTTP   = 6
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
