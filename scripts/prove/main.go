// Command prove plants the faults of internal/simulator/seeded, one after the
// other, and plays every scenario of the guide, release and engine where the fault
// shows: those that claim to catch it must fail, and no others. First it plays
// them without any fault. It prints a table, a score, and which checks of the
// scenarios no fault has made fail.
//
//	go run ./scripts/prove [--results DIR] [--jobs N] [faults]
//
// Exit status: 0 when every fault is caught by each scenario that claims it,
// nothing else was touched and, for the whole catalogue, every check was tripped;
// 1 when not; 2 when something could not be played.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/sync/errgroup"

	"gonogo/internal/simulator/seeded"
	"gonogo/scripts/internal/prebuilt"
)

// everySuite is the pattern of the packages that are played.
const everySuite = "./suites/..."

// observedSuite is left out: its cases are of one release, whatever is chosen.
const observedSuite = "observed"

type flags struct {
	Results string   `default:".gonogo/prove" help:"Folder for the test binaries and, by fault, the event stream (events.jsonl)."`
	Jobs    int      `help:"How many faults are proven side by side; 0: four for each processor, for half of the time they wait." default:"0"`
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

// run proves the chosen faults and prints what came of it, also if it was broken off.
func run(ctx context.Context, f flags, out io.Writer) error {
	begun := time.Now()
	chosen, err := choose(f.Faults)
	if err != nil {
		return err
	}
	var r result
	if len(f.Faults) == 0 {
		if r.checks, err = vocabulary(ctx); err != nil {
			return err
		}
	}
	suites, err := prebuilt.Build(ctx, filepath.Join(f.Results, "bin"), []string{everySuite})
	if err != nil {
		return err
	}
	suites = slices.DeleteFunc(suites, func(s prebuilt.Suite) bool { return path.Base(s.Package) == observedSuite })
	broken := r.prove(ctx, stage{suites, f.Results}, chosen, jobs(f.Jobs))
	r.took = time.Since(begun)
	if err := r.print(out); broken == nil {
		return err
	}
	return broken
}

// prove plays the controls and the faults, a number of them side by side.
func (r *result) prove(ctx context.Context, s stage, faults []seeded.Fault, jobs int) error {
	where := cells(faults)
	r.controls, r.proofs = make([]control, len(where)), make([]proof, len(faults))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(jobs)
	for i, cell := range where {
		group.Go(func() error {
			records, err := s.play(ctx, strings.Join([]string{"control", cell.Guide, cell.Release, cell.Engine}, "-"), cell, "")
			r.controls[i] = controlled(cell, records)
			return err
		})
	}
	for i, fault := range faults {
		r.proofs[i].fault = fault
		group.Go(func() error {
			records, err := s.play(ctx, string(fault.Name), fault.Shown, fault.Name)
			r.proofs[i] = judge(fault, records)
			return err
		})
	}
	return group.Wait()
}

// jobs is how many faults are under way at a time: scenarios wait for timeouts.
func jobs(wanted int) int {
	if wanted > 0 {
		return wanted
	}
	return 4 * runtime.GOMAXPROCS(0)
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
