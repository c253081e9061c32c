// Command sweep removes the containers, networks and volumes that gonogo has
// left in Docker: what killed runs did not remove and what GONOGO_KEEP has kept.
// Stacks of runs that go on are left alone, and nothing of anybody else's is
// touched.
//
//	go run ./scripts/sweep [--leave-kept]
//
// Exit status: 0 when nothing is left, 2 when something could not be removed.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"gonogo/internal/stack/contained"
)

type flags struct {
	LeaveKept bool `help:"Leave the stacks that GONOGO_KEEP has kept."`
}

func main() {
	var f flags
	kong.Parse(&f, kong.Name("sweep"), kong.Description("Remove the containers that gonogo has left in Docker."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, f, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "sweep:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, f flags, out io.Writer) error {
	folder, err := contained.Folder()
	if err != nil {
		return err
	}
	swept, err := contained.Sweep(ctx, folder, !f.LeaveKept)
	for _, s := range swept {
		fmt.Fprintln(out, s)
	}
	if err == nil && len(swept) == 0 {
		fmt.Fprintln(out, "There was nothing to remove.")
	}
	return err
}
