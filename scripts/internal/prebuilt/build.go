// Package prebuilt builds suites once and plays them again and again, each time
// with other scenarios in another environment.
package prebuilt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// Suite is a package of scenarios that was built.
type Suite struct {
	Package string // import path
	folder  string // of the package, in which its tests run
	binary  string
}

// Build compiles the suites that patterns of packages name into a folder, as far as
// they are not there as their sources are now; flags are those of go build ("-race").
// Packages without tests are no suites. What does not compile is the error.
func Build(ctx context.Context, folder string, patterns []string, flags ...string) (_ []Suite, err error) {
	bin, err := filepath.Abs(folder)
	if err != nil {
		return nil, fmt.Errorf("finding the folder for test binaries: %w", err)
	}
	release, err := lock(bin)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, release()) }()
	// What debuggers need makes linking half as long again.
	args := slices.Concat([]string{"test", "-c", "-ldflags=-s -w"}, flags, []string{"-o", bin + string(filepath.Separator)}, patterns)
	if _, err := output(ctx, args...); err != nil {
		return nil, err
	}
	return suites(ctx, bin, patterns)
}

// lock makes a folder and waits until nobody else builds into it: the binaries of
// two runs are the same, and are not to be replaced while they start.
func lock(folder string) (release func() error, err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder for test binaries: %w", err)
	}
	file, err := os.Create(filepath.Join(folder, "lock"))
	if err != nil {
		return nil, fmt.Errorf("opening the lock of the test binaries: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(fmt.Errorf("locking %s: %w", file.Name(), err), file.Close())
	}
	return file.Close, nil
}

// suites are the packages with tests, which were built into a folder.
func suites(ctx context.Context, bin string, patterns []string) ([]Suite, error) {
	format := "{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}\t{{.Dir}}{{end}}"
	listed, err := output(ctx, slices.Concat([]string{"list", "-f", format}, patterns)...)
	if err != nil {
		return nil, err
	}
	var found []Suite
	for line := range strings.Lines(listed) {
		if pkg, folder, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			found = append(found, Suite{pkg, folder, filepath.Join(bin, path.Base(pkg)+".test")})
		}
	}
	return found, nil
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
	// Interrupted, it removes what it has begun.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = defaultGrace
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, complaints.String())
	}
	return string(out), nil
}
