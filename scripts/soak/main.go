// Command soak plays the suite of logins again and again, with every engine, under
// conditions in which what only works by chance stops working: load on all
// processors, one processor, the race detector, slow and uneven ways between the
// parties. It prints a table, and each flake with the command that plays it again.
//
//	go run ./scripts/soak [--repeats N] [--engines …] [--conditions …] [--guides …] [--logins N]
//
// Exit status: 0 when every scenario ended as expected each time, 1 when one did
// not, 2 when not everything could be played. Ctrl-C ends it with what there is.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/alecthomas/kong"

	"gonogo/scripts/internal/prebuilt"
)

// suite is the package that is played.
const suite = "gonogo/suites/login"

type flags struct {
	Repeats    int      `default:"50" help:"How often each engine plays under each condition."`
	Logins     int      `default:"0" help:"An engine stops after the repeat in which it has reached so many logins; 0: after all."`
	Engines    []string `default:"protocol,chromedp,rod" enum:"protocol,chromedp,rod" help:"Engines, separated by commas."`
	Conditions []string `default:"${conditions}" enum:"${conditions}" help:"Conditions, separated by commas: ${conditions}."`
	Guides     string   `default:"all" help:"Guides, separated by commas, or all."`
	Run        string   `default:"." help:"Only scenarios whose key matches."`
	Results    string   `default:".gonogo/soak" help:"Folder for the test binaries and, by engine, condition and repeat, the event stream (events.jsonl)."`
}

// errFlaked says that a scenario did not end as expected each time.
var errFlaked = errors.New("a scenario did not end as expected each time")

func main() {
	var f flags
	kong.Parse(&f, kong.Name("soak"), kong.Description("Play the suite of logins again and again."), kong.Vars{"conditions": names()})
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, f, os.Stdout, os.Stderr)
	switch {
	case errors.Is(err, errFlaked):
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(2)
	}
}

// run soaks and prints what came of it, also when it ended early. How far it is
// goes to progress.
func run(ctx context.Context, f flags, out, progress io.Writer) error {
	all := chosen(f.Conditions)
	built, err := build(ctx, f.Results, all)
	if err != nil {
		return err
	}
	var results tally
	ended := soak(ctx, f, all, built, func(p played) {
		results = append(results, p)
		fmt.Fprintln(progress, p)
	})
	told := report(out, f, results)
	if ctx.Err() != nil {
		return errors.New("interrupted: the table shows what had run to its end")
	}
	return cmp.Or(ended, told)
}

// soak plays in rounds of all conditions, so that each has had its turn whenever
// it ends.
func soak(ctx context.Context, f flags, all []condition, built map[bool]prebuilt.Suite, add func(played)) error {
	for _, engine := range f.Engines {
		logins := 0
		for repeat := 1; repeat <= f.Repeats && (f.Logins == 0 || logins < f.Logins); repeat++ {
			for _, c := range all {
				p, err := play(ctx, built[c.race], f, engine, c, repeat)
				if err != nil {
					return fmt.Errorf("playing with %s under %s: %w", engine, c.name, err)
				}
				add(p)
				logins += p.logins
			}
		}
	}
	return nil
}

// build builds the suite as the conditions need it, by whether the race detector is
// in it.
func build(ctx context.Context, results string, all []condition) (map[bool]prebuilt.Suite, error) {
	built := map[bool]prebuilt.Suite{}
	for race, way := range map[bool]struct {
		folder string
		flags  []string
	}{false: {"bin", nil}, true: {"bin-race", []string{"-race"}}} {
		if !slices.ContainsFunc(all, func(c condition) bool { return c.race == race }) {
			continue
		}
		suites, err := prebuilt.Build(ctx, filepath.Join(results, way.folder), []string{suite}, way.flags...)
		if err != nil {
			return nil, err
		}
		built[race] = suites[0]
	}
	return built, nil
}
