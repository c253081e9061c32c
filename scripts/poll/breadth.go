package main

import "fmt"

// waiting is how many scenarios of a suite are in progress for each processor over
// HTTP alone: most of their time they wait for settings to take effect and for
// providers that are slow on purpose. With two for one processor the suite of
// troubles takes three times as long; a browser keeps its processor busy by itself.
const waiting = 6

// breadth says how many suites, and scenarios of one, go test has in progress.
func breadth(getenv func(string) string, processors int) []string {
	switch {
	case getenv("GONOGO_STACK") != "" && getenv("GONOGO_STACK") != "embedded":
		// What is not in this process is used by one suite at a time.
		return []string{"-p=1"}
	case getenv("GONOGO_ENGINE") == "protocol":
		return []string{fmt.Sprintf("-parallel=%d", waiting*processors)}
	}
	return nil
}
