// Command guide works on the guides under test and on a publisher's own:
//
//	go run ./scripts/guide coverage [--results FILE]
//	go run ./scripts/guide validate [FILE…]
//	go run ./scripts/guide settings --guide ID|FILE [--release VERSION]
//
// Exit status: 0 when all is well, 1 when something is wrong with a guide, the
// suites or the command line. A statement that no test asserts is no fault.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

type commands struct {
	Coverage coverage `cmd:"" help:"List each statement with the tests that assert it, and those that none asserts yet."`
	Validate validate `cmd:"" help:"Check guide files; without a file, the project's own."`
	Settings settings `cmd:"" help:"Print the settings that a guide leads to on a release, and its findings."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "guide:", err)
		os.Exit(1)
	}
}

// run parses the command line and runs the chosen command. A command line that
// does not parse ends the process with a usage message.
func run(ctx context.Context, args []string, out io.Writer) error {
	parser, err := kong.New(&commands{},
		kong.Name("guide"),
		kong.Description("Work on the guides under test."),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.BindTo(out, (*io.Writer)(nil)),
	)
	if err != nil {
		return err
	}
	chosen, err := parser.Parse(doubleDashes(args))
	parser.FatalIfErrorf(err)
	return chosen.Run()
}

// doubleDashes also allows long flags in the manner of the go command: -guide.
func doubleDashes(args []string) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		if len(arg) > 2 && arg[0] == '-' && !strings.HasPrefix(arg, "--") {
			arg = "-" + arg
		}
		out[i] = arg
	}
	return out
}
