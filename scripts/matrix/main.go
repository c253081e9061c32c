// Command matrix prints the matrix of jobs in which GitHub Actions runs the suites:
//
//	go run ./scripts/matrix [-guides LIST] [-releases LIST] [-engines LIST] [-stack STACK]
//	                        [-shards N] [-times RESULTS] [-names]
//
// A cell is one guide at one release with one engine; a job, called shard, runs one
// or several of them. The same command line always prints the same. Exit status: 0
// when it is printed, 2 when there is no such matrix.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

// flags is the command line. Lists are those of the variables GONOGO_GUIDES and
// so on: words separated by commas, all, or default.
type flags struct {
	guides, releases, engines string
	stack                     string
	shards                    int
	times                     string
	names                     bool
	// encvoy holds the images of Encvoy ID, of which none is published.
	encvoy string
}

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// run returns the exit status.
func run(args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	f := flags{encvoy: getenv("GONOGO_ENCVOY_IMAGES")}
	err := f.parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil {
		err = f.print(stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, "matrix:", err)
		return 2
	}
	return 0
}

// parse leaves errors to the caller, but not the help.
func (f *flags) parse(args []string, help io.Writer) error {
	set := flag.NewFlagSet("matrix", flag.ContinueOnError)
	set.StringVar(&f.guides, "guides", "all", "guides, separated by commas, or all")
	set.StringVar(&f.releases, "releases", "all", "releases of Rocket.Chat, separated by commas; all, or default")
	set.StringVar(&f.engines, "engines", "all", "engines, separated by commas, or all")
	set.StringVar(&f.stack, "stack", "containers", "what the suites run on: containers or embedded")
	set.IntVar(&f.shards, "shards", 0, "how many jobs share the cells; 0: each cell has one of its own")
	set.StringVar(&f.times, "times", "", "earlier results, as scripts/report takes them, that tell how long a cell takes; else all take the same")
	set.BoolVar(&f.names, "names", false, "print the shards' names only, one a line, for report -expect")
	set.SetOutput(io.Discard)
	err := set.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		set.SetOutput(help)
		set.Usage()
	}
	if err == nil && set.NArg() > 0 {
		err = fmt.Errorf("%q is no flag; lists are separated by commas, without blanks", set.Arg(0))
	}
	return err
}

// print writes the matrix, or the names of its shards.
func (f flags) print(out io.Writer) error {
	shards, err := f.shardList()
	if err != nil {
		return err
	}
	if f.names {
		for _, s := range shards {
			fmt.Fprintln(out, s.Shard)
		}
		return nil
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		Include []shard `json:"include"`
	}{shards})
}

// shardList makes the shards of the selection.
func (f flags) shardList() ([]shard, error) {
	cells, err := f.cells()
	if err != nil {
		return nil, err
	}
	if err := weigh(cells, f.times); err != nil {
		return nil, err
	}
	n := f.shards
	if n == 0 {
		n = len(cells)
	}
	groups, err := share(cells, n)
	if err != nil {
		return nil, err
	}
	return f.describe(groups), nil
}
