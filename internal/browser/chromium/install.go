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
// user's cache.
func Ensure(ctx context.Context) (string, error) { return thisMachine().ensure(ctx) }

func (m machine) ensure(ctx context.Context) (string, error) {
	path, err := m.find(ctx)
	if _, missing := errors.AsType[NotFoundError](err); !missing {
		return path, err
	}
	packaged := m.installPackage(ctx)
	if packaged == nil {
		return m.find(ctx)
	}
	path, downloaded := m.download(ctx)
	if downloaded == nil {
		return path, nil
	}
	return "", fmt.Errorf("no browser could be installed: %s, and the download failed (%w); "+
		"install chromium or google-chrome, or set %s to its program", packaged, downloaded, Variable)
}

// installPackage explains in a clause why it did not install, if so.
func (m machine) installPackage(ctx context.Context) error {
	if _, err := m.lookPath("apt-get"); err != nil {
		return errors.New("this is no Debian or Ubuntu (there is no apt-get)")
	}
	if !m.root {
		return errors.New("apt-get needs root")
	}
	install := []string{"install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"}
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
