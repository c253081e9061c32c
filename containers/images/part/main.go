// Command part is what the images of this repository run, one subcommand for
// each: a database and a Rocket.Chat where the publishers' images cannot be had.
// It is configured like them, by the environment, and ends on SIGTERM.
//
// Exit status: 0 when it was told to end, 1 when it could not start.
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

// commands is the command line: one line for each image.
type commands struct {
	Mongodb    mongodbCommand    `cmd:"" help:"The database that gonogo/mongodb runs."`
	Emulator   emulatorCommand   `cmd:"" help:"The emulated identity provider that gonogo/emulator runs."`
	Rocketchat rocketchatCommand `cmd:"" help:"The simulated Rocket.Chat that gonogo/rocketchat runs."`
}

// process is what a subcommand takes from its surroundings.
type process struct {
	environment map[string]string
	stdout      io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, process{environment(os.Environ()), os.Stdout}, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "part:", err)
		os.Exit(1)
	}
}

// run does what the command line says until ctx ends.
func run(ctx context.Context, p process, args []string) error {
	parser, err := kong.New(&commands{}, kong.Name("part"), kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(p))
	if err != nil {
		return err
	}
	command, err := parser.Parse(args)
	if err != nil {
		return err
	}
	return command.Run()
}

// environment splits variables at their first equals sign.
func environment(variables []string) map[string]string {
	e := map[string]string{}
	for _, v := range variables {
		name, value, _ := strings.Cut(v, "=")
		e[name] = value
	}
	return e
}
