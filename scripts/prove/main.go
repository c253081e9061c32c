// Command prove plants the faults of internal/simulator/seeded, one after the
// other, and plays the scenarios that claim to catch them, beside some that must
// not notice. It prints a table and a score.
//
//	go run ./scripts/prove [--results DIR] [--jobs N] [faults]
//
// Exit status: 0 when every fault is caught by each scenario that claims it and
// nothing else was touched, 1 when one is not, 2 when nothing could be proven.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/sync/errgroup"

	"gonogo/internal/simulator/seeded"
	"gonogo/scripts/internal/prebuilt"
)

// everySuite is the pattern of the packages that are played.
const everySuite = "./suites/..."

type flags struct {
	Results string   `default:".gonogo/prove" help:"Folder for the test binaries and, by fault, the event stream (events.jsonl)."`
	Jobs    int      `help:"How many faults are proven side by side; 0: one for each processor." default:"0"`
	Faults  []string `arg:"" optional:"" help:"Names of faults; none: the whole catalogue."`
}

// errNotProven says that a fault was not caught as it is claimed.
var errNotProven = errors.New("a fault was not caught as it is claimed")

func main() {
	var f flags
	kong.Parse(&f, kong.Name("prove"), kong.Description("Prove that the suites catch the faults of the catalogue."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, f, os.Stdout)
	switch {
	case errors.Is(err, errNotProven):
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "prove:", err)
		os.Exit(2)
	}
}

// run proves the chosen faults and prints what came of it.
func run(ctx context.Context, f flags, out io.Writer) error {
	begun := time.Now()
	chosen, err := choose(f.Faults)
	if err != nil {
		return err
	}
	suites, err := prebuilt.Build(ctx, filepath.Join(f.Results, "bin"), everySuite)
	if err != nil {
		return err
	}
	proofs := make([]proof, len(chosen))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(jobs(f.Jobs))
	for i, fault := range chosen {
		group.Go(func() error {
			records, err := play(ctx, suites, f.Results, fault)
			proofs[i] = judge(fault, records)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return report(out, proofs, time.Since(begun))
}

func jobs(wanted int) int {
	if wanted > 0 {
		return wanted
	}
	return runtime.GOMAXPROCS(0)
}

// choose are the faults with these names, in the order of the catalogue.
func choose(names []string) ([]seeded.Fault, error) {
	for _, name := range names {
		if _, err := seeded.Parse(name); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(seeded.All(), func(f seeded.Fault) bool {
		return len(names) > 0 && !slices.Contains(names, string(f.Name))
	}), nil
}
