// Command poll is the main job: it runs the suites, shows each scenario as it
// ends, and closes with the table guide × scenario and GO or NO-GO per guide.
//
//	go run ./scripts/poll [--results DIR] [--run PATTERN] [packages]
//
// The selection comes from the environment (GONOGO_GUIDES, …). Exit status: 0
// when every verdict was the expected one, 1 when something was not, 2 when
// nothing could be run.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// everySuite is the pattern of packages that a run without selection takes.
const everySuite = "./suites/..."

type flags struct {
	Results  string   `default:".gonogo/results" help:"Folder for the event stream (events.jsonl) and the artifacts of scenarios."`
	Suites   string   `default:".gonogo/suites" help:"Folder for the built suites, of which only those are built that have changed."`
	Run      string   `help:"Only scenarios whose name matches: new-person.*/clavex. What begins with Test is a pattern of go test -run."`
	Packages []string `arg:"" optional:"" help:"Packages of suites." default:"./suites/..."`
}

// pattern is what go test -run takes: scenarios are one level below the tests.
func (f flags) pattern() string {
	if f.Run == "" || strings.HasPrefix(f.Run, "Test") {
		return f.Run
	}
	if strings.ContainsAny(f.Run, "()") {
		return "/" + strings.TrimPrefix(f.Run, "/")
	}
	// go test takes what is between bars as patterns of their own.
	var each []string
	for one := range strings.SplitSeq(f.Run, "|") {
		each = append(each, "/"+strings.TrimPrefix(one, "/"))
	}
	return strings.Join(each, "|")
}

func main() {
	var f flags
	kong.Parse(&f, kong.Name("poll"), kong.Description("Run the suites and poll GO or NO-GO for each guide."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, f, os.Stdout)
	switch {
	case errors.Is(err, errUnexpected):
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "poll:", err)
		os.Exit(2)
	}
}
