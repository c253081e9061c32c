// Package prebuilt builds suites once and plays them again and again, each time
// with other scenarios in another environment.
package prebuilt

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Suite is a package of scenarios that was built.
type Suite struct {
	Package string // import path
	folder  string // of the package, in which its tests run
	binary  string
}

// Build compiles the suites that a pattern of packages names into a folder; flags
// are those of go build ("-race").
func Build(ctx context.Context, folder, pattern string, flags ...string) ([]Suite, error) {
	bin, err := filepath.Abs(folder)
	if err != nil {
		return nil, fmt.Errorf("finding the folder for test binaries: %w", err)
	}
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder for test binaries: %w", err)
	}
	args := slices.Concat([]string{"test", "-c"}, flags, []string{"-o", bin + string(filepath.Separator), pattern})
	if _, err := output(ctx, args...); err != nil {
		return nil, err
	}
	listed, err := output(ctx, "list", "-f", "{{.ImportPath}}\t{{.Dir}}", pattern)
	if err != nil {
		return nil, err
	}
	var suites []Suite
	for line := range strings.Lines(listed) {
		pkg, folder, _ := strings.Cut(strings.TrimSpace(line), "\t")
		suites = append(suites, Suite{pkg, folder, filepath.Join(bin, path.Base(pkg)+".test")})
	}
	return suites, nil
}

// Folder is where the sources of a package are.
func Folder(ctx context.Context, pkg string) (string, error) {
	listed, err := output(ctx, "list", "-f", "{{.Dir}}", pkg)
	return strings.TrimSpace(listed), err
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
