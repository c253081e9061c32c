package main

import (
	"context"
	"os/exec"
	"strings"
)

// commitVariable tells suites the commit that their results are of.
const commitVariable = "GONOGO_COMMIT"

// commit is the variable for the commit that is checked out, with -dirty behind
// it where something has changed since. It is nothing where somebody has set it
// already, and where git or a repository is missing: results then say of no commit.
func commit(ctx context.Context, getenv func(string) string) []string {
	if getenv(commitVariable) != "" {
		return nil
	}
	head, err := exec.CommandContext(ctx, "git", "rev-parse", "HEAD").Output()
	if err != nil {
		return nil
	}
	changes, err := exec.CommandContext(ctx, "git", "status", "--porcelain").Output()
	if err != nil {
		return nil
	}
	name := strings.TrimSpace(string(head))
	if len(changes) > 0 {
		name += "-dirty"
	}
	return []string{commitVariable + "=" + name}
}
