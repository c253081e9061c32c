package chromium

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/go-rod/rod/lib/launcher"
)

// Variable names the browser's program, before all other places.
const Variable = "GONOGO_BROWSER"

// programs are the names that distributions give to the browser.
func programs() []string {
	return []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}
}

// shells are the names of the browser without any window of its own: the same
// engine, network and scripts, but a person's context costs a fifth, because no
// browser window and no profile services come with it. It cannot be shown.
func shells() []string {
	return []string{"chromium-headless-shell", "chrome-headless-shell", "headless-shell"}
}

// NotFoundError says that no browser is installed.
type NotFoundError struct{}

// Error satisfies the error interface.
func (NotFoundError) Error() string {
	return fmt.Sprintf("no browser found: neither %s nor PATH names chromium or google-chrome; run `make setup` to install one", Variable)
}

// Find returns the path of the browser: what GONOGO_BROWSER names, else the
// headless shell unless windows are to be shown, else chromium or Chrome in PATH
// or at the system's usual place, else what an earlier [Ensure] has downloaded.
// It installs nothing.
func Find(ctx context.Context, headful bool) (string, error) { return thisMachine().find(ctx, headful) }

func (m machine) find(ctx context.Context, headful bool) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", fmt.Errorf("looking for a browser: %w", err)
	}
	if named := m.environment(Variable); named != "" {
		path, err := m.lookPath(named)
		if err != nil {
			return "", fmt.Errorf("%s=%s names no program that can be run: correct or unset it", Variable, named)
		}
		return path, nil
	}
	names := slices.Concat(programs(), m.places)
	if !headful {
		names = slices.Concat(shells(), names)
	}
	if path := m.first(names); path != "" {
		return path, nil
	}
	return "", NotFoundError{}
}

// first is the path of the first program that can be run, or "".
func (m machine) first(names []string) string {
	for _, name := range names {
		if path, err := m.lookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// machine is what finding and installing depend on; tests replace it.
type machine struct {
	environment func(name string) string
	lookPath    func(name string) (string, error)
	places      []string // further programs by path
	root        bool
	// run runs a command of the system's package manager to its end.
	run func(ctx context.Context, name string, args ...string) error
	// download fetches a browser into the user's cache and returns its path.
	download func(ctx context.Context) (string, error)
}

func thisMachine() machine {
	return machine{
		environment: os.Getenv,
		lookPath:    exec.LookPath,
		places:      usualPlaces(),
		root:        os.Getuid() == 0,
		run:         runCommand,
		download:    download,
	}
}

// usualPlaces are programs outside of PATH: the system's own, and the download.
func usualPlaces() []string {
	places := []string{launcher.NewBrowser().BinPath()}
	if runtime.GOOS == "darwin" {
		places = append(places, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Chromium.app/Contents/MacOS/Chromium")
	}
	return places
}

func download(ctx context.Context) (string, error) {
	b := launcher.NewBrowser()
	b.Context = ctx
	path, err := b.Get()
	if err != nil {
		return "", err
	}
	if !filepath.IsAbs(path) {
		return "", errors.New("the downloaded browser has no absolute path")
	}
	return path, nil
}
