package chromium

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// Ensure returns the path of the browser, and installs one where there is
// none: with apt-get as root on Debian and Ubuntu, else by a download into the
// user's cache. The headless shell comes along where the system offers it.
func Ensure(ctx context.Context) (string, error) { return thisMachine().ensure(ctx) }

func (m machine) ensure(ctx context.Context) (string, error) {
	path, err := m.find(ctx, false)
	if err == nil {
		return m.lighter(ctx, path)
	}
	if _, missing := errors.AsType[NotFoundError](err); !missing {
		return "", err
	}
	packaged := m.install(ctx, "chromium", "fonts-liberation")
	if packaged == nil {
		if path, err = m.find(ctx, false); err != nil {
			return "", err
		}
		return m.lighter(ctx, path)
	}
	path, downloaded := m.download(ctx)
	if downloaded == nil {
		return path, nil
	}
	return "", fmt.Errorf("no browser could be installed: %s, and the download failed (%w); "+
		"install chromium or google-chrome, or set %s to its program", packaged, downloaded, Variable)
}

// lighter adds the headless shell to a browser that is there. Ubuntu has no such
// package and a user without root cannot install it: the browser found then does
// the same work, slower.
func (m machine) lighter(ctx context.Context, found string) (string, error) {
	if m.environment(Variable) != "" || m.first(shells()) != "" || m.install(ctx, shells()[0]) != nil {
		return found, ctx.Err()
	}
	return m.find(ctx, false)
}

// install installs packages, or explains in a clause why it did not.
func (m machine) install(ctx context.Context, packages ...string) error {
	if _, err := m.lookPath("apt-get"); err != nil {
		return errors.New("this is no Debian or Ubuntu (there is no apt-get)")
	}
	if !m.root {
		return errors.New("apt-get needs root")
	}
	install := append([]string{"install", "--yes", "--no-install-recommends"}, packages...)
	for _, args := range [][]string{{"update"}, install} {
		if err := m.run(ctx, "apt-get", args...); err != nil {
			return fmt.Errorf("apt-get %s failed (%w)", args[0], err)
		}
	}
	return nil
}

// runCommand names the last line of what a failed command has printed.
func runCommand(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(cmd.Environ(), "DEBIAN_FRONTEND=noninteractive")
	printed, err := cmd.CombinedOutput()
	if err == nil {
		return nil
	}
	lines := strings.Split(strings.TrimSpace(string(printed)), "\n")
	return fmt.Errorf("%w: %s", err, lines[len(lines)-1])
}
