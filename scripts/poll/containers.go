package main

import (
	"context"
	"fmt"

	"gonogo/internal/stack/contained"
)

// runVariable tells suites in several processes that they are one run.
const runVariable = "GONOGO_RUN"

// oneRun makes the suites one run where they run on containers: they leave
// their stacks to each other, and end removes the last of them. Otherwise env is
// empty and there is nothing to end.
func oneRun(getenv func(string) string) (env []string, end func(context.Context) error, err error) {
	if getenv("GONOGO_STACK") != "containers" || getenv(runVariable) != "" {
		return nil, func(context.Context) error { return nil }, nil
	}
	folder, err := contained.Folder()
	if err != nil {
		return nil, nil, fmt.Errorf("finding a folder for the record of which containers are in use: %w", err)
	}
	run, err := contained.BeginRun(folder)
	if err != nil {
		return nil, nil, err
	}
	return []string{runVariable + "=" + run.ID()}, run.End, nil
}
