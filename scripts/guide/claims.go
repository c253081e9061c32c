package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"gonogo/internal/release"
	"gonogo/internal/report"
)

// claims are the tests that assert a statement: by statement id, by test
// without its release, the releases.
type claims map[string]map[string][]string

// readClaims collects the statements that tests name in a stream of go test
// -json. A name that is no statement is an error that names it and the test.
func readClaims(stream io.Reader, known map[string]bool) (claims, error) {
	found := claims{}
	var wrong []error
	err := report.Events(stream, func(e report.Event) {
		if e.Action != "attr" || e.Key != report.KeyStatement {
			return
		}
		if !known[e.Value] {
			wrong = append(wrong, fmt.Errorf("%s asserts %q, which is no statement of any guide", e.Test, e.Value))
			return
		}
		found.add(e.Value, e.Test)
	})
	return found, errors.Join(append(wrong, err)...)
}

func (c claims) add(statement, test string) {
	name, version := splitRelease(test)
	if c[statement] == nil {
		c[statement] = map[string][]string{}
	}
	if !slices.Contains(c[statement][name], version) {
		c[statement][name] = append(c[statement][name], version)
	}
}

// splitRelease takes the release off the end of a test's name; version is empty
// where the name ends in none.
func splitRelease(test string) (name, version string) {
	i := strings.LastIndexByte(test, '/')
	if i < 0 {
		return test, ""
	}
	if _, err := release.New(test[i+1:]); err != nil {
		return test, ""
	}
	return test[:i], test[i+1:]
}

// tests lists the tests that assert a statement, by name, each with its
// releases: "TestLogin/clavex (7.1.0, 8.9.0)".
func (c claims) tests(statement string) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(c[statement])) {
		releases := slices.DeleteFunc(slices.Clone(c[statement][name]), func(v string) bool { return v == "" })
		if len(releases) > 0 {
			name += " (" + strings.Join(releases, ", ") + ")"
		}
		names = append(names, name)
	}
	return names
}
