package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// everySuite is the pattern of the packages that are played.
const everySuite = "./suites/..."

// suite is a package of scenarios that was built once, for all faults.
type suite struct {
	pkg    string // import path
	folder string // of the package, in which its tests run
	binary string
}

// build compiles the suites into the folder for results.
func build(ctx context.Context, results string) ([]suite, error) {
	bin, err := filepath.Abs(filepath.Join(results, "bin"))
	if err != nil {
		return nil, fmt.Errorf("finding the folder for test binaries: %w", err)
	}
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder for test binaries: %w", err)
	}
	if _, err := output(ctx, "test", "-c", "-o", bin+string(filepath.Separator), everySuite); err != nil {
		return nil, err
	}
	listed, err := output(ctx, "list", "-f", "{{.ImportPath}}\t{{.Dir}}", everySuite)
	if err != nil {
		return nil, err
	}
	var suites []suite
	for line := range strings.Lines(listed) {
		pkg, folder, _ := strings.Cut(strings.TrimSpace(line), "\t")
		suites = append(suites, suite{pkg, folder, filepath.Join(bin, path.Base(pkg)+".test")})
	}
	return suites, nil
}

// output runs the go command; its complaints are the error.
func output(ctx context.Context, args ...string) (string, error) {
	var complaints strings.Builder
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, complaints.String())
	}
	return string(out), nil
}
