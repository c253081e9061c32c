package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"gonogo/internal/report"
)

// plan asks the suites what they would assert, for all guides on all releases,
// without running anything.
func plan(ctx context.Context, known map[string]bool) (claims, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, "go", "test", "-json", "-count=1", "./suites/...")
	cmd.Env = append(os.Environ(), "GONOGO_PLAN=1", "GONOGO_GUIDES=all", "GONOGO_RELEASES=all")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("asking the suites what they assert: go test: %w\n%s%s", err, stderr.String(), complaints(stdout.Bytes()))
	}
	return readClaims(&stdout, known)
}

// complaints is what a failed go test printed outside of passing tests.
func complaints(events []byte) string {
	printed := map[string]*strings.Builder{}
	var all strings.Builder
	err := report.Events(bytes.NewReader(events), func(e report.Event) {
		key := e.Package + " " + e.Test
		switch {
		case e.Action == "build-output", e.Action == "output" && e.Test == "":
			all.WriteString(e.Output)
		case e.Action == "output":
			if printed[key] == nil {
				printed[key] = &strings.Builder{}
			}
			printed[key].WriteString(e.Output)
		case e.Action == "fail" && printed[key] != nil:
			all.WriteString(printed[key].String())
		}
	})
	if err != nil {
		fmt.Fprintln(&all, err)
	}
	return all.String()
}
