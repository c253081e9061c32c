// Command images builds the images of package containers/images under local
// names, for machines that reach no registry:
//
//	go run ./scripts/images [--release 8.8.0]... [--only gonogo/emulator]...
//
// Programs are built once and static; the images hold nothing else. It prints a
// line for each image. Exit status: 0 when all are built, 1 when one is not, 2
// when the command line is wrong or Docker does not answer.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/alecthomas/kong"
	"github.com/testcontainers/testcontainers-go/log"

	"gonogo/fixtures"
	"gonogo/internal/release"
)

// flags is the command line.
type flags struct {
	Release []string `help:"Further release of Rocket.Chat to build a stand-in of, for example 8.8.0; those in fixtures/releases.yaml are built without being asked for."`
	Only    []string `help:"Name of an image to build, and no other, for example gonogo/emulator; with a tag, the one of that tag."`
}

// process is what the command takes from its surroundings.
type process struct {
	stdout, stderr io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	log.SetDefault(log.NewNoopLogger()) // else the library greets on standard error
	var f flags
	kong.Parse(&f, kong.Name("images"), kong.Description("Build the images that stand in where no registry is reachable."))
	status := process{os.Stdout, os.Stderr}.main(ctx, f)
	stop()
	os.Exit(status)
}

// main returns the exit status.
func (p process) main(ctx context.Context, f flags) int {
	versions, err := versions(f.Release)
	if err != nil {
		fmt.Fprintln(p.stderr, "images:", err)
		return 2
	}
	wanted, err := only(table(versions), f.Only)
	if err != nil {
		fmt.Fprintln(p.stderr, "images:", err)
		return 2
	}
	engine, err := newEngine(ctx)
	if err != nil {
		fmt.Fprintln(p.stderr, "images:", err)
		return 2
	}
	err = p.build(ctx, engine, wanted)
	if closed := engine.close(); err == nil {
		err = closed
	}
	if err != nil {
		fmt.Fprintln(p.stderr, "images:", err)
		return 1
	}
	return 0
}

// versions are those of the catalogue and the further ones, each once.
func versions(further []string) ([]string, error) {
	catalogue, err := release.Load(fixtures.Files)
	if err != nil {
		return nil, err
	}
	all := catalogue.Versions()
	for _, version := range further {
		if _, err := release.New(version); err != nil {
			return nil, err
		}
		if !slices.Contains(all, version) {
			all = append(all, version)
		}
	}
	return all, nil
}
